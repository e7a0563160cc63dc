import { inRepository } from '../../scripts/support/repository.js';
import type { Finding } from '../../src/cli/bench/finding.js';
import { repeated } from '../../src/cli/bench/passage.js';
import { spreadOf } from '../../src/cli/bench/spread.js';
import { loadEnglish } from '../../src/text/pronounce/english.js';
import type { Sentence } from '../../src/text/sentence.js';
import { sentences } from '../../src/text/sentences.js';

/** Text work is a matter of milliseconds: more runs cost nothing. */
const runs = 50;
const warmUpRuns = 20;

/** How long it takes to turn text into phonemes, without a model. */
export function measureTextWork(text: string): Finding[] {
  const loadedAt = performance.now();
  const english = loadEnglish(inRepository('models', 'lexicons'), 'us');
  const loadMs = performance.now() - loadedAt;
  const spoken = (characters: number): Generator<Sentence> =>
    sentences([{ text: repeated(text, characters).slice(0, characters), start: 0 }], english);

  return [
    { title: 'Loading the lexicon', spread: spreadOf([loadMs]), unit: 'ms' },
    { ...timed('All of 2,000 characters', () => Array.from(spoken(2_000))), atMost: 5 },
    timed('First sentence of 500 characters', () => spoken(500).next()),
    timed('First sentence of 1,000,000 characters', () => spoken(1_000_000).next()),
  ];
}

function timed(title: string, act: () => unknown): Finding {
  const times: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run++) {
    const startedAt = performance.now();
    act();
    times.push(performance.now() - startedAt);
  }
  return { title, spread: spreadOf(times.slice(warmUpRuns)), unit: 'ms' };
}
