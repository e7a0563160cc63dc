import type { Boundary, Sentence, SpokenWord } from '../../src/text/sentence.js';
import type { Random } from './random.js';

export interface TextSize {
  readonly sentences: readonly [number, number];
  readonly words: readonly [number, number];
}

/** Sentences of made-up words with commas, clauses and unbreakable names about as often as in prose about code. */
export function randomText(random: Random, { sentences, words }: TextSize): Sentence[] {
  let offset = 0;
  return Array.from({ length: random.whole(...sentences) }, (): Sentence => {
    const start = offset;
    const count = random.whole(...words);
    const boundary = random.chance(0.2) ? 'paragraph' : 'sentence';
    const spoken = Array.from({ length: count }, (_, index): SpokenWord => {
      const length = random.whole(1, 9);
      const word = { start: offset, end: offset + length, spoken: 'x'.repeat(length), phonemes: 'x'.repeat(length) };
      offset = word.end + 1;
      return { ...word, boundary: index === count - 1 ? boundary : randomBoundary(random) };
    });
    return { start, end: offset - 1, words: spoken, boundary };
  });
}

export function charactersOf(text: readonly Sentence[]): number {
  return text.at(-1)?.end ?? 0;
}

function randomBoundary(random: Random): Boundary {
  const at = random.between(0, 1);
  return at < 0.1 ? 'none' : at < 0.18 ? 'comma' : at < 0.22 ? 'clause' : 'space';
}
