import type { Acoustic } from '../acoustic.js';
import { featuresOf } from '../features.js';
import { prepare } from '../input.js';
import type { Vocoder } from '../vocoder.js';
import type { Voices } from '../voice.js';
import type { Sample } from './ridge.js';

export interface Synthesiser {
  readonly acoustic: Acoustic;
  readonly vocoder: Vocoder;
  readonly voices: Voices;
}

/** Says one phrase and takes its statistics. */
export async function takeSample(
  { acoustic, vocoder, voices }: Synthesiser,
  voice: string,
  phonemes: string,
): Promise<Sample> {
  const prepared = await prepare({ phonemes, voice, speed: 1 }, voices);
  if (!prepared) throw new Error(`"${phonemes}" has no phonemes.`);
  const decodable = await acoustic.run(prepared.feeds);
  const { mean, variance } = await vocoder.decodeWhole(decodable);
  return { features: featuresOf(decodable), statistics: { mean, variance } };
}
