import { inRepository } from '../../scripts/support/repository.js';
import type { Finding } from '../../src/cli/bench/finding.js';
import { repeated } from '../../src/metrics/passages.js';
import { spreadOf } from '../../src/cli/bench/spread.js';
import type { TextForm } from '../../src/text/forms.js';
import { loadEnglish } from '../../src/text/pronounce/english.js';
import type { Sentence } from '../../src/text/sentence.js';
import { sentences } from '../../src/text/sentences.js';
import { sampleTexts } from './text/sampleTexts.js';

/** Text work is a matter of milliseconds: more runs cost nothing. */
const runs = 50;
const warmUpRuns = 200;

const kilobyte = 1000;
const selection = 2000;
const bigFile = 1_000_000;

/** How long it takes to turn text into phonemes, without a model. `text` is prose; other forms have samples of their own. */
export async function measureTextWork(text: string): Promise<Finding[]> {
  const loadedAt = performance.now();
  const english = loadEnglish(inRepository('models', 'lexicons'), 'us');
  const loadMs = performance.now() - loadedAt;
  const findings: Finding[] = [{ title: 'Loading the lexicon', spread: spreadOf([loadMs]), unit: 'ms' }];
  for (const [form, sample] of Object.entries({ prose: text, ...(await sampleTexts()) }) as [TextForm, string][]) {
    const long = repeated(sample, bigFile);
    const spoken = (from: number, characters: number): Generator<Sentence> =>
      sentences([{ text: long.slice(from, from + characters), start: 0, form }], english);
    findings.push(
      // Another stretch in every run: what was said a moment ago is remembered.
      {
        ...timed(`All of 2,000 characters of ${form}`, (run) => Array.from(spoken(run * selection, selection))),
        atMost: 5,
      },
      timed(`First sentence of a kilobyte of ${form}`, (run) => spoken(run * selection, kilobyte).next()),
      timed(`First sentence of a megabyte of ${form}`, () => spoken(0, bigFile).next()),
    );
  }
  return findings;
}

function timed(title: string, act: (run: number) => unknown): Finding {
  const times: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run++) {
    const startedAt = performance.now();
    act(run);
    times.push(performance.now() - startedAt);
  }
  return { title, spread: spreadOf(times.slice(warmUpRuns)), unit: 'ms' };
}
