import type { SkippedPassage, SpokenSymbols, TextPiece } from '../protocol/reading.js';
import { partOfSpeech } from './pronounce/homographs.js';
import { onlySpeakable, vowels } from './pronounce/alphabet.js';
import type { English } from './pronounce/english.js';
import { isSkipped, type BlockOrSkipped } from './block.js';
import { blocksOf, formOf, type TextForm } from './forms.js';
import type { Passage } from './passage.js';
import { latin } from './latin.js';
import { MappedText } from './mappedText.js';
import { sayingsOf, type Saying } from './sayings.js';
import type { Sentence, SpokenWord } from './sentence.js';
import { sentenceRanges, type SentenceRange } from './sentenceRanges.js';

/** A stretch of source; `form` says how it is written where that is known better than from the language. */
export interface SourcePiece extends TextPiece {
  readonly form?: TextForm;
}

export interface ReadingOptions {
  /** Told of every passage with letters or digits that is not spoken, in source order, before the sentence after it. */
  readonly onSkipped?: (passage: SkippedPassage) => void;
  /** VS Code's language id of the source; prose if left out. */
  readonly languageId?: string;
  /** How much of the signs in code is said; `some` if left out. */
  readonly symbols?: SpokenSymbols;
}

/**
 * Turns source text into sentences of pronounced words, in source order. Lazy: the work for a sentence is done when it is
 * asked for, whatever the length of the text. Never throws because of the text.
 */
export function* sentences(
  pieces: readonly SourcePiece[],
  english: English,
  { onSkipped, languageId, symbols = 'some' }: ReadingOptions = {},
): Generator<Sentence> {
  const skipped = new SkippedPassages(onSkipped);
  const isName = (word: string) => english.isName(word);
  const isOwn = (word: string) => english.isOwn(word);
  for (const piece of pieces) {
    for (const block of blocksAndLead(piece, piece.form ?? formOf(languageId))) {
      if (isSkipped(block)) {
        skipped.add(block);
        continue;
      }
      const { passage, code } = block;
      for (const range of code ? lineRange(passage.text) : sentenceRanges(passage.text, block.boundary)) {
        const style = { accent: english.accent, code, symbols, isName, isOwn };
        const found = sayingsOf(passage.text.slice(range.from, range.to), style);
        let told = 0;
        for (const { from, to, why } of found.skipped) {
          if (found.sayings.some((saying) => saying.from >= told && saying.from < from)) skipped.flush();
          told = to;
          skipped.add({ start: passage.startOf(range.from + from), end: passage.endOf(range.from + to), why });
        }
        if (found.sayings.length > 0) {
          skipped.flush();
          yield sentenceOf(
            passage,
            { ...range, boundary: code ? block.boundary : range.boundary },
            found.sayings,
            english,
          );
        }
      }
    }
  }
  skipped.flush();
}

/** The piece after what is to be said before it, which stands for its first character. */
function* blocksAndLead(piece: SourcePiece, form: TextForm): Generator<BlockOrSkipped> {
  const { lead, start } = piece;
  if (lead) yield { passage: MappedText.saying(lead, start, start + 1), boundary: 'sentence', code: false };
  yield* blocksOf(piece, form);
}

/** A line of code is read in one go. */
function lineRange(line: string): SentenceRange[] {
  const from = line.length - line.trimStart().length;
  return from === line.length ? [] : [{ from, to: line.trimEnd().length, boundary: 'sentence' }];
}

/** Puts passages together that are skipped for the same reason and follow each other. */
class SkippedPassages {
  #last: SkippedPassage | undefined;

  constructor(private readonly tell: ((passage: SkippedPassage) => void) | undefined) {}

  add(passage: SkippedPassage): void {
    if (this.#last?.why === passage.why) {
      this.#last = { ...this.#last, end: passage.end };
      return;
    }
    this.flush();
    this.#last = passage;
  }

  /** Something is spoken now. */
  flush(): void {
    if (this.#last) this.tell?.(this.#last);
    this.#last = undefined;
  }
}

function sentenceOf(passage: Passage, range: SentenceRange, sayings: readonly Saying[], english: English): Sentence {
  const shouting = isShouting(sayings);
  const words: SpokenWord[] = [];
  let following: { vowel: boolean | undefined; word: string } = { vowel: undefined, word: '' };
  // From the end: how a word sounds depends on what follows.
  for (let i = sayings.length - 1; i >= 0; i--) {
    const saying = sayings[i]!;
    if (saying.after !== '' || i === sayings.length - 1) following = { ...following, vowel: undefined };
    const word = latin(saying.word);
    const said = saying.letters
      ? [english.spell(word)]
      : english.say(word, {
          following,
          tag: english.isHomograph(word.toLowerCase()) ? tagOf(sayings, i) : undefined,
          shouting,
        });
    for (let k = said.length - 1; k >= 0; k--) {
      const { spoken, phonemes } = said[k]!;
      const isLast = k === said.length - 1;
      const before = k === 0 ? saying.before : '';
      const after = isLast ? saying.after : '';
      words.push({
        start: passage.startOf(range.from + saying.from),
        end: passage.endOf(range.from + saying.to),
        spoken: (spoken === word ? saying.word : spoken) + (after === '' ? '' : after.replace(/[()“”]/gu, '')),
        phonemes: onlySpeakable(before + phonemes + after),
        boundary: !isLast ? 'none' : i === sayings.length - 1 ? range.boundary : saying.boundary,
      });
    }
    following = { vowel: startsWithVowel(said[0]!.phonemes), word: word.toLowerCase() };
  }
  return {
    start: passage.startOf(range.from),
    end: passage.endOf(range.to),
    words: words.reverse(),
    boundary: range.boundary,
  };
}

function tagOf(sayings: readonly Saying[], i: number): string | undefined {
  // A pause separates: what is before it says nothing about the word.
  const near = (index: number, pauseAt: number) =>
    sayings[index] && sayings[pauseAt]?.after === '' ? sayings[index].word.toLowerCase() : '';
  const neighbours = {
    before: near(i - 1, i - 1),
    beforeThat: near(i - 2, i - 1),
    after: near(i + 1, i),
  };
  return partOfSpeech(sayings[i]!.word.toLowerCase(), neighbours);
}

const startsWithVowel = (phonemes: string) => vowels.has(phonemes.replace(/^[ˈˌ]+/u, '').charAt(0));

/** A sentence in capitals: they stress, they do not abbreviate. */
function isShouting(sayings: readonly Saying[]): boolean {
  const letters = sayings.filter(({ word }) => /^[A-Za-z]{2,}/u.test(word));
  return letters.length > 2 && letters.every(({ word }) => word === word.toUpperCase());
}
