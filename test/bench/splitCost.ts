import { join } from 'node:path';
import { inRepository } from '../../scripts/support/repository.js';
import { read, requestFor, withEngine } from '../../src/cli/bench/engine.js';
import type { Finding } from '../../src/cli/bench/finding.js';
import type { EngineFiles } from '../../src/cli/bench/options.js';
import { warmUpText } from '../../src/metrics/passages.js';
import { spreadOf } from '../../src/cli/bench/spread.js';
import { melSpectrogram } from '../../src/metrics/mel.js';
import { sampleRateHz } from '../../src/synthesis/kokoro/format.js';
import { loadEnglish } from '../../src/text/pronounce/english.js';
import { sentences } from '../../src/text/sentences.js';
import { scratchFolder, wavSamples } from '../engine/support/engine.js';
import { alignedMelDistance } from './quality/alignedDistance.js';

const budgetMs = 80;
/** Nothing is split for the sake of so much time. */
const amplyMs = 60_000;

/** What splitting the first sentence for an early sound changes in how it sounds. */
export async function measureSplitCost(files: EngineFiles, text: string): Promise<Finding[]> {
  const [first] = sentences([{ text, start: 0 }], loadEnglish(inRepository('models', 'lexicons'), 'us'));
  if (!first) return [];
  const sentence = text.slice(first.start, first.end);
  const scratch = scratchFolder();
  try {
    return await withEngine(files, async (engine) => {
      const say = async (ttfaBudgetMs: number) => {
        const wavPath = join(scratch.path, `${ttfaBudgetMs}.wav`);
        const { segments } = await read(engine, requestFor(sentence, { ttfaBudgetMs, wavPath }));
        return { segments: segments.length, spectrum: melSpectrogram(wavSamples(wavPath), sampleRateHz) };
      };
      await read(engine, requestFor(warmUpText));
      const whole = await say(amplyMs);
      const split = await say(budgetMs);
      const decibels = alignedMelDistance(whole.spectrum, split.spectrum);
      const title = `First sentence, ${budgetMs} ms wanted: mel distance of its ${split.segments} segments to the whole`;
      return [{ title, spread: spreadOf([decibels]), unit: 'dB' }];
    });
  } finally {
    scratch.remove();
  }
}
