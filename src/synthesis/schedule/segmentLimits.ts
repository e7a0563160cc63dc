/** How long a segment may be, in characters of the source. */
export interface SegmentLimit {
  readonly characters: number;
  /** The word that crosses the limit is taken too. */
  readonly roundUp?: boolean;
}

/**
 * Where sound is wanted at once from a model that makes whole segments only, the first one is a few words: the splitting
 * rules of the measurements that the project started from (time to first audio 8.4 s → 2.2 s).
 */
export interface SegmentPlace {
  /** Index of the segment in the reading. */
  readonly index: number;
  /** Characters of the whole reading. */
  readonly readingLength: number;
  /** Characters of the sentence that it is in. */
  readonly sentenceLength: number;
}

/** Shorter sentences are spoken in one breath: cutting them gains less than it costs in prosody. */
const longSentence = 60;

/** Segments of readings over 300 characters. */
const longestSegment = 150;

export function segmentLimit({ index, readingLength, sentenceLength }: SegmentPlace): SegmentLimit {
  if (index === 0 && sentenceLength > longSentence) {
    if (readingLength > 200) return { characters: Math.max(0.01 * readingLength, 15), roundUp: true };
    if (readingLength > 100) return { characters: Math.max(0.03 * readingLength, 20), roundUp: true };
  }
  return { characters: readingLength > 300 ? longestSegment : Infinity };
}
