import type { Tensors } from '../safetensors.js';

/** How wide the activations of one convolution are, one value a channel. */
export interface SiteScales {
  /** Step of the input's bytes. */
  readonly input: Float32Array;
  /** Step of the output's bytes. */
  readonly output: Float32Array;
  /** Middle of the output's range. */
  readonly centre: Float32Array;
}

/** Measured scales of every quantised convolution of the decoder and the generator, by its name. */
export class ActivationScales {
  constructor(private readonly sites: ReadonlyMap<string, SiteScales>) {}

  static from(tensors: Tensors): ActivationScales {
    const sites = new Map<string, SiteScales>();
    for (const key of tensors.keys()) {
      const name = key.replace(/\.input$/, '');
      if (name === key) continue;
      const tensor = (part: keyof SiteScales) => tensors.get(`${name}.${part}`)!.data;
      sites.set(name, { input: tensor('input'), output: tensor('output'), centre: tensor('centre') });
    }
    return new ActivationScales(sites);
  }

  of(name: string): SiteScales {
    const scales = this.sites.get(name);
    if (!scales) throw new Error(`No activation scales were measured for ${name}.`);
    return scales;
  }

  toTensors(): Tensors {
    return new Map(
      [...this.sites].flatMap(([name, scales]) =>
        (['input', 'output', 'centre'] as const).map((part) => {
          const data = scales[part];
          return [`${name}.${part}`, { data, shape: [data.length] }] as const;
        }),
      ),
    );
  }
}
