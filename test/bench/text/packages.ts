/** Where a package comes from: the registry's ordinary client fetches it. */
export type Registry = 'npm' | 'pypi' | 'crates' | 'go' | 'maven';

export interface Package {
  readonly registry: Registry;
  readonly name: string;
  readonly version: string;
}

const list = (registry: Registry, ...packages: readonly (readonly [name: string, version: string])[]): Package[] =>
  packages.map(([name, version]) => ({ registry, name, version }));

/** Projects whose comments may be looked at while pronunciation is improved. */
export const tuning: readonly Package[] = [
  ...list('npm', ['three', '0.170.0'], ['rxjs', '7.8.1'], ['phaser', '3.87.0']),
  ...list('pypi', ['sqlalchemy', '2.0.36'], ['scrapy', '2.12.0'], ['networkx', '3.4.2']),
  ...list('crates', ['regex-automata', '0.4.9'], ['libsqlite3-sys', '0.30.1'], ['tokio', '1.42.0']),
  ...list('go', ['k8s.io/client-go', 'v0.32.0'], ['google.golang.org/grpc', 'v1.69.2']),
  ...list('maven', ['com.google.guava:guava', '33.4.0-jre'], ['io.netty:netty-handler', '4.1.115.Final']),
];

/** Projects that nobody looks at while pronunciation is improved: what they show holds for projects of others. */
export const heldOut: readonly Package[] = [
  ...list('npm', ['leaflet', '1.9.4'], ['chart.js', '4.4.7'], ['pixi.js', '8.6.0']),
  ...list('pypi', ['paramiko', '3.5.0'], ['requests', '2.32.3'], ['statsmodels', '0.14.4']),
  ...list('crates', ['hyper', '1.5.1'], ['wgpu-core', '23.0.1']),
  ...list('go', ['github.com/spf13/viper', 'v1.19.0'], ['github.com/hashicorp/consul/api', 'v1.30.0']),
  ...list('maven', ['org.jsoup:jsoup', '1.18.3'], ['org.apache.kafka:kafka-clients', '3.9.0']),
];
