import { checkLength } from '../limits.js';
import type { Utterance } from '../speechModel.js';
import type { PiperDescription } from './description.js';
import { toIpa } from './ipa.js';

/** Phonemes as a voice takes them. */
export interface Tokens {
  /** Begin, a pad, each sign with a pad after it, end. */
  readonly ids: BigInt64Array;
  /** Where the ids of each UTF-16 unit of the phonemes begin; its end is where those of the next one do. */
  readonly starts: readonly number[];
  /** Signs that the voice knows. */
  readonly count: number;
}

/**
 * Signs that the voice was not taught are left out.
 * @throws AloudError `bad-value` for more phonemes than can be said at once
 */
export function tokensOf(phonemes: string, { ids, accent }: PiperDescription): Tokens {
  const pad = ids.get('_')!;
  const all = [...ids.get('^')!, ...pad];
  let count = 0;
  const starts = toIpa(phonemes, accent).map((ipa) => {
    const start = all.length;
    const known = Array.from(ipa).flatMap((sign) => ids.get(sign) ?? []);
    if (known.length > 0) count++;
    for (const id of known) all.push(id, ...pad);
    return start;
  });
  checkLength(count);
  starts.push(all.length);
  return { ids: BigInt64Array.from([...all, ...ids.get('$')!], BigInt), starts, count };
}

/** Lengths of the ids in frames of the decoder, told by phoneme in frames of `group` each. */
export function durationsOf({ starts }: Tokens, frames: ArrayLike<number>, group: number): Utterance['durations'] {
  // Ends are rounded, not lengths, so that errors do not add up.
  const ends = [0];
  for (let id = 0, sum = 0; id < frames.length; id++) ends.push((sum += frames[id]!));
  const at = (id: number) => Math.round(ends[id]! / group);
  const all = Math.ceil(ends.at(-1)! / group);
  return {
    lead: at(starts[0]!),
    phonemes: starts.slice(1).map((end, index) => at(end) - at(starts[index]!)),
    trail: all - at(starts.at(-1)!),
  };
}
