import type { EngineClient } from '../../client/engineClient.js';
import { messageOf } from '../../protocol/errors.js';
import { GetStatus } from '../../protocol/performance.js';
import { ProgressLine } from '../progressLine.js';
import { aheadRows } from './aheadRows.js';
import { aloudRows } from './aloudRows.js';
import { withEngine } from './engine.js';
import { findingsOf } from './finding.js';
import { goals } from './goals.js';
import type { BenchOptions, EngineFiles } from './options.js';
import { passage } from '../../metrics/passages.js';
import { emptyResults, type Results } from './results.js';
import { measureRounds } from './rounds.js';
import type { Row } from './row.js';

/** Measures how soon and how fast the text is spoken: by Aloud, and by whoever has a row among `others`. */
export async function measureSpeed(
  options: Pick<BenchOptions, 'text' | 'runs' | keyof EngineFiles>,
  others: readonly Row[] = [],
): Promise<Results> {
  const { text = passage, runs } = options;
  const progress = new ProgressLine(process.stderr);
  try {
    const unprepared = await prepare(options, (doing) => {
      progress.update(doing);
    });
    const { rows, notes } = await measureRounds(
      [...aloudRows(text, options), ...aheadRows(text, options), ...others],
      runs,
      (doing) => {
        progress.update(doing);
      },
    );
    return {
      ...emptyResults(text.length, runs),
      rows,
      findings: findingsOf(goals, rows),
      notes: [...unprepared, ...notes],
    };
  } finally {
    progress.end();
  }
}

/**
 * Makes the models fast, as they are on every start but the first. Gives sentences about it: what was tried to run them,
 * or where that failed.
 */
async function prepare(files: EngineFiles, onProgress: (doing: string) => void): Promise<string[]> {
  const prepareModel = async (engine: EngineClient): Promise<string> => {
    await engine.prepare((step, done) => {
      onProgress(`${step}: ${Math.round(100 * done)} %`);
    });
    const { model, form, providerReason } = await engine.ask(GetStatus);
    return `${model} (${form}) on ${providerReason}`;
  };
  try {
    const kokoro = await withEngine(files, prepareModel);
    return [kokoro, await withEngine(files, prepareModel, 'piper-joe').catch(messageOf)];
  } catch (error) {
    return [`Aloud spoke with the published graph: ${messageOf(error)}`];
  }
}
