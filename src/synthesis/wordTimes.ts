import type { WordTime } from '../protocol/reading.js';
import type { SpokenWord } from '../text/sentence.js';
import type { Utterance } from './speechModel.js';

/** Where a segment ended up in the reading. */
export interface SegmentPlace {
  /** The segment's first sample that is played, from the reading's first sample. */
  readonly atMs: number;
  /** Played length, without the pause after it. */
  readonly audioMs: number;
  /** What was cut off before its first sample that is played: frames never decoded and samples dropped. */
  readonly droppedMs: number;
  readonly frameMs: number;
}

/**
 * When each word of a segment is spoken. Times never fall and lie within the segment; words that share their source
 * (`42` is spoken as two words) give one entry.
 *
 * @param words the segment's words; their phonemes with single spaces between are the utterance's phonemes.
 */
export function wordTimes(
  words: readonly SpokenWord[],
  durations: Utterance['durations'],
  { atMs, audioMs, droppedMs, frameMs }: SegmentPlace,
): WordTime[] {
  const times: WordTime[] = [];
  let frames = durations.lead;
  let unit = 0;
  for (const { start, end, phonemes } of words) {
    const previous = times.at(-1);
    if (previous?.start !== start || previous.end !== end) {
      const at = Math.min(audioMs, Math.max(0, frames * frameMs - droppedMs));
      times.push({ start, end, atMs: atMs + at });
    }
    const next = unit + phonemes.length + 1;
    for (; unit < next; unit++) frames += durations.phonemes[unit] ?? 0;
  }
  return times;
}
