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
  ...list('npm', ['ol', '10.3.1'], ['maplibre-gl', '4.7.1'], ['@tensorflow/tfjs-core', '4.22.0']),
  ...list('pypi', ['django', '5.1.4'], ['astropy', '6.1.7'], ['twisted', '24.11.0']),
  ...list('crates', ['nalgebra', '0.33.2'], ['librocksdb-sys', '0.16.0+8.10.0'], ['rustls', '0.23.20']),
  ...list('go', ['gonum.org/v1/gonum', 'v0.15.1'], ['github.com/nats-io/nats-server/v2', 'v2.10.24']),
  ...list('maven', ['org.apache.lucene:lucene-core', '9.12.1'], ['org.hibernate.orm:hibernate-core', '6.6.4.Final']),
];
