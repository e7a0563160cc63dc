import type { SplitKind } from '../protocol/reading.js';
import { maxPhonemes } from './pronounce/alphabet.js';
import type { Boundary, Sentence, SpokenWord } from './sentence.js';

/** A word of a segment, with where its phonemes are: [from, to) in the segment's phoneme string. */
export interface SegmentWord extends SpokenWord {
  readonly from: number;
  readonly to: number;
}

/** A piece of text that is synthesised as one utterance. */
export interface Segment {
  /** UTF-16 offsets into the source. */
  readonly start: number;
  readonly end: number;
  readonly words: readonly SegmentWord[];
  /** The words' phonemes, separated by single spaces; at most `maxPhonemes` UTF-16 units. */
  readonly phonemes: string;
  /** Why it ends where it does. */
  readonly split: SplitKind;
  /** The pause after it: that of its sentence for the last segment, of the cut for the others. */
  readonly boundary: Boundary;
}

/** How long a segment may be, in characters of the source. */
export interface SegmentLimit {
  readonly characters: number;
  /** Take the word that crosses the limit too, and cut there whatever the boundary: for a first segment that must be short. */
  readonly roundUp?: boolean;
}

/** A cut at a stronger boundary is preferred as long as the segment is at least this part of its limit. */
const leastFill = 1 / 3;

/**
 * Cuts a sentence into segments by a waterfall: whole sentence, clause, comma, space. Nothing is left out, and no word,
 * number or identifier is cut, unless it has more phonemes than the model takes; one that is longer than the limit is a
 * segment of its own. `limitOf` is asked for each segment by its index in the sentence.
 */
export function splitSentence(sentence: Sentence, limitOf: (index: number) => SegmentLimit): Segment[] {
  const segments: Segment[] = [];
  let first = 0;
  while (first < sentence.words.length) {
    const last = lastWord(sentence.words, first, limitOf(segments.length));
    segments.push(segmentOf(sentence, first, last));
    first = last + 1;
  }
  return segments;
}

/** Index of the last word of the segment that begins with word `first`. */
function lastWord(words: readonly SpokenWord[], first: number, { characters, roundUp = false }: SegmentLimit): number {
  const start = words[first]!.start;
  const pastModel = endOfFit(words, first);
  const fits = (index: number) => words[index]!.end - start <= characters;
  if (pastModel === words.length && fits(words.length - 1)) return words.length - 1;
  const cuts = indexes(first, pastModel).filter((index) => words[index]!.boundary !== 'none');
  if (cuts.length === 0) return pastModel - 1;
  if (roundUp) return cuts.find((index) => words[index]!.end - start >= characters) ?? cuts.at(-1)!;
  const within = cuts.filter(fits);
  for (const boundaries of waterfall) {
    const best = within.findLast((index) => boundaries.includes(words[index]!.boundary));
    if (best !== undefined && words[best]!.end - start >= leastFill * Math.min(characters, maxPhonemes)) return best;
  }
  return within.at(-1) ?? cuts[0]!;
}

const waterfall: readonly (readonly Boundary[])[] = [['paragraph', 'sentence', 'clause'], ['comma'], ['space']];

/** The first word from `first` on whose phonemes the model would not take any more. */
function endOfFit(words: readonly SpokenWord[], first: number): number {
  let length = -1;
  let index = first;
  while (index < words.length && (length += 1 + words[index]!.phonemes.length) <= maxPhonemes) index++;
  return Math.max(index, first + 1);
}

const indexes = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function segmentOf(sentence: Sentence, first: number, last: number): Segment {
  const words: SegmentWord[] = [];
  let at = 0;
  for (const word of sentence.words.slice(first, last + 1)) {
    words.push({ ...word, from: at, to: at + word.phonemes.length });
    at += word.phonemes.length + 1;
  }
  const { boundary, end } = words.at(-1)!;
  const isEnd = last === sentence.words.length - 1;
  return {
    start: words[0]!.start,
    end,
    words,
    phonemes: words.map(({ phonemes }) => phonemes).join(' '),
    split: isEnd ? 'sentence' : boundary === 'space' || boundary === 'none' ? 'words' : 'clause',
    boundary: isEnd ? sentence.boundary : boundary,
  };
}
