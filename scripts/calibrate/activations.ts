import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../src/onnx/graph.js';
import type { Value } from '../../src/onnx/value.js';
import { ActivationScales, type SiteScales } from '../../src/synthesis/kokoro/derivation/activationScales.js';
import { type Convolve, convolveFloat } from '../../src/synthesis/kokoro/derivation/convolution.js';
import { buildAcoustic, buildVocoderGraph, type Plan } from '../../src/synthesis/kokoro/derivation/graphs.js';
import { PublishedWeights } from '../../src/synthesis/kokoro/derivation/published.js';
import { sineSnake } from '../../src/synthesis/kokoro/derivation/snake.js';
import { prepare } from '../../src/synthesis/kokoro/input.js';
import { openSession, type SessionSettings } from '../../src/synthesis/session.js';
import type { Voices } from '../../src/synthesis/kokoro/voice.js';

export interface Phrase {
  readonly phonemes: string;
  readonly voice: string;
}

/** How many columns of an activation are looked at; the decoder has fewer, and all of them count. */
const maxColumns = 2000;
const steps = 127;
/** Parts of the range that the bytes may cover; what lies outside is clipped. */
const coverages = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.2];
/** Scales are kept as float16, which ends at 6e-8. */
const minScale = 1e-6;

/** Values of one activation, by channel. */
class Observed {
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly values: Float32Array[][];

  constructor(readonly channels: number) {
    this.min = new Float32Array(channels).fill(Infinity);
    this.max = new Float32Array(channels).fill(-Infinity);
    this.values = Array.from({ length: channels }, () => []);
  }

  add(data: Float32Array): void {
    const columns = data.length / this.channels;
    const stride = Math.ceil(columns / maxColumns);
    for (let c = 0; c < this.channels; c++) {
      const row = data.subarray(c * columns, (c + 1) * columns);
      for (const value of row) {
        if (value < this.min[c]!) this.min[c] = value;
        if (value > this.max[c]!) this.max[c] = value;
      }
      this.values[c]!.push(row.filter((_, t) => t % stride === 0));
    }
  }

  /** The step of each channel that reproduces it with the least squared error around the given centres. */
  scales(centre: Float32Array): Float32Array {
    return centre.map((middle, c) => {
      const reach = Math.max(this.max[c]! - middle, middle - this.min[c]!);
      const candidates = coverages.map((coverage) => Math.max((reach * coverage) / steps, minScale));
      const errors = candidates.map((scale) => squaredError(this.values[c]!, middle, scale));
      return candidates[errors.indexOf(Math.min(...errors))]!;
    });
  }

  centres(): Float32Array {
    return this.min.map((min, c) => (min + this.max[c]!) / 2);
  }
}

function squaredError(parts: readonly Float32Array[], middle: number, scale: number): number {
  let sum = 0;
  for (const part of parts) {
    for (const value of part) {
      const offset = value - middle;
      const quantised = Math.min(steps, Math.max(-steps - 1, Math.round(offset / scale))) * scale;
      sum += (quantised - offset) ** 2;
    }
  }
  return sum;
}

/** A model that also gives input and output of every convolution that would be quantised. */
function observing(build: (convolve: Convolve) => Plan): { model: Uint8Array; names: string[] } {
  const observed: Record<string, Value> = {};
  const { graph, outputs } = build((x, site, activation) => {
    const input = activation ? activation(x) : x;
    const result = convolveFloat(input, site);
    observed[inputOf(site.name)] = input;
    // The gain is not part of what is quantised.
    observed[outputOf(site.name)] = site.gain === undefined ? result : result.div(site.gain);
    return result;
  });
  return { model: graph.encode({ ...outputs, ...observed }), names: Object.keys(observed) };
}

/** Measures the activations of all convolutions of decoder and generator in the float form of the derived graphs. */
export async function measureActivations(
  modelPath: string,
  voices: Voices,
  phrases: readonly Phrase[],
  settings: SessionSettings,
  progress: (done: number) => void,
): Promise<ActivationScales> {
  const published = await Graph.read(modelPath);
  const weights = new PublishedWeights(published);
  const vocoder = observing((convolve) =>
    buildVocoderGraph(weights, { convolve, snake: sineSnake, statistics: 'own' }),
  );
  const acoustic = observing((convolve) => buildAcoustic(published, weights, { convolve, encoder: 'signed' }));
  const sessions = {
    acoustic: await openSession(acoustic.model, settings),
    vocoder: await openSession(vocoder.model, settings),
  };
  const observed = new Map<string, Observed>();
  const record = async (session: InferenceSession, names: readonly string[], feeds: Record<string, Tensor>) => {
    const made = await session.run(feeds);
    for (const name of names) {
      const tensor = made[name]!;
      let seen = observed.get(name);
      if (!seen) observed.set(name, (seen = new Observed(tensor.dims[1]!)));
      seen.add(tensor.data as Float32Array);
    }
    return made;
  };
  for (const [index, { phonemes, voice }] of phrases.entries()) {
    const prepared = await prepare({ phonemes, voice, speed: 1 }, voices);
    const { x, har, scale, shift } = await record(sessions.acoustic, acoustic.names, prepared!.feeds);
    await record(sessions.vocoder, vocoder.names, { x: x!, har: har!, scale: scale!, shift: shift! });
    progress(index + 1);
  }
  await Promise.all([sessions.acoustic.release(), sessions.vocoder.release()]);
  return scalesOf(observed);
}

const inputOf = (site: string) => `${site}:in`;
const outputOf = (site: string) => `${site}:out`;

function scalesOf(observed: ReadonlyMap<string, Observed>): ActivationScales {
  const sites = new Map<string, SiteScales>();
  for (const key of observed.keys()) {
    const site = key.replace(/:in$/, '');
    if (site === key) continue;
    const input = observed.get(inputOf(site))!;
    const output = observed.get(outputOf(site))!;
    const centre = output.centres();
    sites.set(site, { input: input.scales(new Float32Array(input.channels)), output: output.scales(centre), centre });
  }
  return new ActivationScales(sites);
}
