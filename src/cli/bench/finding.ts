import type { MeasuredRow } from './rounds.js';
import type { FigureName } from './row.js';
import { ratioOf, type Spread } from './spread.js';

/** One thing that the benchmark found out, with what it should be where somebody said so. */
export interface Finding {
  readonly title: string;
  readonly spread: Spread;
  /** `×` for a ratio, `ms`, `MB`… */
  readonly unit: string;
  readonly atMost?: number;
}

/** What a figure of a row should be: as it is, or as a multiple of the same figure `of` another row. */
export interface Goal {
  readonly title: string;
  readonly row: string;
  readonly figure: FigureName;
  readonly of?: string;
  readonly atMost: number;
}

const units: Readonly<Record<FigureName, string>> = {
  ttfaMs: 'ms',
  rtf: '× real time',
  underruns: '',
  peakMegabytes: 'MB',
  startMs: 'ms',
  coldTtfaMs: 'ms',
  loudnessLufs: 'LUFS',
  truePeakDbtp: 'dBTP',
  firstSegmentCharacters: 'characters',
};

/** Goals whose rows were all measured, with what was found. */
export function findingsOf(goals: readonly Goal[], rows: readonly MeasuredRow[]): Finding[] {
  const spread = (id: string, figure: FigureName) => rows.find((row) => row.id === id)?.figures[figure];
  return goals.flatMap(({ title, row, figure, of, atMost }) => {
    const found = spread(row, figure);
    if (!found) return [];
    if (of === undefined) return [{ title, spread: found, unit: units[figure], atMost }];
    const other = spread(of, figure);
    return other ? [{ title, spread: ratioOf(found, other), unit: '×', atMost }] : [];
  });
}

export function isMet({ spread, atMost }: Finding): boolean | undefined {
  return atMost === undefined ? undefined : spread.median <= atMost;
}
