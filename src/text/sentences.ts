import type { SkippedPassage, TextPiece } from '../protocol/reading.js';
import { onlySpeakable, vowels } from './pronounce/alphabet.js';
import type { English } from './pronounce/english.js';
import { verbatim, type Passage } from './passage.js';
import { latin } from './latin.js';
import { sayingsOf, type Saying } from './sayings.js';
import type { Sentence, SpokenWord } from './sentence.js';
import { sentenceRanges, type SentenceRange } from './sentenceRanges.js';

export interface ReadingOptions {
  /** Told of every passage with letters or digits that is not spoken, in source order, before the sentence after it. */
  readonly onSkipped?: (passage: SkippedPassage) => void;
}

/**
 * Turns source text into sentences of pronounced words, in source order. Lazy: the work for a sentence is done when it is
 * asked for, whatever the length of the text. Never throws because of the text.
 */
export function* sentences(
  pieces: readonly TextPiece[],
  english: English,
  { onSkipped }: ReadingOptions = {},
): Generator<Sentence> {
  for (const piece of pieces) {
    const passage = verbatim(piece.text, piece.start);
    for (const range of sentenceRanges(passage.text)) {
      const { sayings, skipped } = sayingsOf(passage.text.slice(range.from, range.to), english.accent);
      for (const { from, to, why } of skipped) {
        onSkipped?.({ start: passage.startOf(range.from + from), end: passage.endOf(range.from + to), why });
      }
      if (sayings.length > 0) yield sentenceOf(passage, range, sayings, english);
    }
  }
}

function sentenceOf(passage: Passage, range: SentenceRange, sayings: readonly Saying[], english: English): Sentence {
  const shouting = isShouting(sayings);
  const words: SpokenWord[] = [];
  let following: { vowel: boolean | undefined; word: string } = { vowel: undefined, word: '' };
  for (const [i, saying] of [...sayings.entries()].reverse()) {
    if (saying.after !== '' || i === sayings.length - 1) following = { ...following, vowel: undefined };
    const word = latin(saying.word);
    const { spoken, phonemes } = saying.letters ? english.spell(word) : english.say(word, { following, shouting });
    words.push({
      start: passage.startOf(range.from + saying.from),
      end: passage.endOf(range.from + saying.to),
      spoken: (spoken === word ? saying.word : spoken) + saying.after.replace(/[()“”]/gu, ''),
      phonemes: onlySpeakable(saying.before + phonemes + saying.after),
      boundary: i === sayings.length - 1 ? range.boundary : saying.boundary,
    });
    following = { vowel: startsWithVowel(phonemes), word: word.toLowerCase() };
  }
  return {
    start: passage.startOf(range.from),
    end: passage.endOf(range.to),
    words: words.reverse(),
    boundary: range.boundary,
  };
}

const startsWithVowel = (phonemes: string) => vowels.has(phonemes.replace(/^[ˈˌ]+/u, '').charAt(0));

/** A sentence in capitals: they stress, they do not abbreviate. */
function isShouting(sayings: readonly Saying[]): boolean {
  const letters = sayings.filter(({ word }) => /^[A-Za-z]{2,}/u.test(word));
  return letters.length > 2 && letters.every(({ word }) => word === word.toUpperCase());
}
