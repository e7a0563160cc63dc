import { messageOf } from '../../protocol/errors.js';
import { ProgressLine } from '../progressLine.js';
import { aheadRows } from './aheadRows.js';
import { aloudRows } from './aloudRows.js';
import { withEngine } from './engine.js';
import { findingsOf } from './finding.js';
import { goals } from './goals.js';
import type { BenchOptions, EngineFiles } from './options.js';
import { passage } from './passage.js';
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

/** Makes the model fast, as it is on every start but the first. Gives a sentence about it where that fails. */
async function prepare(files: EngineFiles, onProgress: (doing: string) => void): Promise<string[]> {
  try {
    await withEngine(files, (engine) =>
      engine.prepare((step, done) => {
        onProgress(`${step}: ${Math.round(100 * done)} %`);
      }),
    );
    return [];
  } catch (error) {
    return [`Aloud spoke with the published graph: ${messageOf(error)}`];
  }
}
