import { ProgressLine } from '../progressLine.js';
import { aloudRows } from './aloudRows.js';
import { untilDerived } from './engine.js';
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
    progress.update('Waiting for the derived graphs');
    const derived = await untilDerived(options);
    const { rows, notes } = await measureRounds([...aloudRows(text, options), ...others], runs, (doing) => {
      progress.update(doing);
    });
    const published = 'Aloud spoke with the published graph: the derived ones could not be had on this machine.';
    return {
      ...emptyResults(text.length, runs),
      rows,
      findings: findingsOf(goals, rows),
      notes: derived ? notes : [published, ...notes],
    };
  } finally {
    progress.end();
  }
}
