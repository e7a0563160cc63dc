import { firstChunkFrames, longestChunkFrames } from './schedule/forecast.js';
import type { WarmCosts } from './speechModel.js';

/** A sentence of usual length: memory for smaller ones is there as well once it has been said. */
export const warmUpSentence =
  'ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ nˌɪɹ ðə ɹˈɪvəɹ, ænd nˈObədi ɪn ðə vˈɪlɪʤ wʌz səpɹˈIzd bI ɪt.';

/**
 * Makes the decoder of a model in two parts warm, whose front end has been run once already.
 * @param measuring finds out what both cost by then
 * @param begin says the warm-up sentence up to where samples are decoded from
 * @param chunk decodes so many frames of it, and what they need around them
 */
export async function warmParts(
  measuring: boolean,
  begin: () => Promise<unknown>,
  chunk: (frames: number) => Promise<unknown>,
): Promise<WarmCosts | undefined> {
  // The first chunk makes all of it ready; what is measured is not to contain the memory that a longer one takes at first.
  await chunk(measuring ? longestChunkFrames : firstChunkFrames);
  if (!measuring) return undefined;
  const beginMs = await timed(begin);
  const chunks: WarmCosts['chunks'][number][] = [];
  for (const frames of [firstChunkFrames, longestChunkFrames]) {
    chunks.push({ frames, ms: await timed(() => chunk(frames)) });
  }
  return { begin: { phonemes: warmUpSentence.length, ms: beginMs }, chunks };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}
