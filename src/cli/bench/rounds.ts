import { messageOf } from '../../protocol/errors.js';
import type { FigureName, Figures, Row } from './row.js';
import { spreadOf, type Spread } from './spread.js';

/** What all runs of a row gave. */
export interface MeasuredRow {
  readonly id: string;
  readonly title: string;
  readonly figures: Readonly<Partial<Record<FigureName, Spread>>>;
}

export interface Rounds {
  readonly rows: readonly MeasuredRow[];
  /** Sentences about rows that could not be measured. */
  readonly notes: readonly string[];
}

/**
 * Measures every row in each of the rounds, one after the other: A B C A B C …, so that a slow minute of the machine is
 * shared by all. A row that fails is left out of the rest.
 */
export async function measureRounds(
  rows: readonly Row[],
  runs: number,
  onProgress: (text: string) => void,
): Promise<Rounds> {
  const measured = new Map(rows.map((row) => [row, [] as Figures[]]));
  const notes: string[] = [];
  for (let run = 1; run <= runs; run++) {
    for (const [row, figures] of measured) {
      onProgress(`Run ${run} of ${runs}: ${row.title}`);
      try {
        figures.push(await row.measure());
      } catch (error) {
        measured.delete(row);
        notes.push(`${row.title} was left out: ${messageOf(error)}`);
      }
    }
  }
  return { rows: [...measured].map(([{ id, title }, figures]) => ({ id, title, figures: spreads(figures) })), notes };
}

/** Of each figure that every run knew. */
function spreads(runs: readonly Figures[]): MeasuredRow['figures'] {
  const names = Object.keys(runs[0] ?? {}) as FigureName[];
  const values = (name: FigureName) => runs.map((figures) => figures[name]).filter((value) => value !== undefined);
  return Object.fromEntries(
    names.filter((name) => values(name).length === runs.length).map((name) => [name, spreadOf(values(name))]),
  );
}
