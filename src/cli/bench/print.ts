import { type Finding, isMet } from './finding.js';
import type { Results } from './results.js';
import type { MeasuredRow } from './rounds.js';
import type { FigureName } from './row.js';
import type { Spread } from './spread.js';

/** The figures of the table with their headings. */
const columns: readonly (readonly [FigureName, string])[] = [
  ['ttfaMs', 'first sound, ms'],
  ['rtf', '× real time'],
  ['underruns', 'underruns'],
  ['peakMegabytes', 'peak memory, MB'],
  ['startMs', 'start, ms'],
  ['coldTtfaMs', 'first sound from the start on, ms'],
  ['loudnessLufs', 'loudness, LUFS'],
  ['truePeakDbtp', 'true peak, dBTP'],
  ['firstSegmentCharacters', 'first segment, characters'],
];

/** The results for people: Markdown, so that it can be pasted into an issue as it is. */
export function printable(results: Results): string {
  const { rows, findings, notes } = results;
  return [
    circumstances(results),
    ...(rows.length > 0 ? [table(rows)] : []),
    ...(findings.length > 0 ? [findings.map(describe).join('\n')] : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ].join('\n\n');
}

/** What was measured on what. */
export function circumstances({ machine, threads, runs, voice, characters }: Results): string {
  return `${machine}; ${threads} threads, voice ${voice}, ${characters} characters, median of ${runs} (least–most).`;
}

/** The figures of all rows that are known of any. */
export function table(
  rows: readonly MeasuredRow[],
  names: readonly FigureName[] = columns.map(([name]) => name),
): string {
  const wanted = columns.filter(([name]) => names.includes(name));
  const known = wanted.filter(([name]) => rows.some(({ figures }) => figures[name]));
  const cells = [
    ['', ...known.map(([, heading]) => heading)],
    ...rows.map(({ title, figures }) => [title, ...known.map(([name]) => (figures[name] ? show(figures[name]) : '–'))]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [heading, ...body] = cells.map(line);
  return [heading, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}

/** A finding without what it should be. */
export function plain({ title, spread, unit }: Finding): string {
  return `- ${title}: ${show(spread)} ${unit}`.trimEnd();
}

function describe(finding: Finding): string {
  const met = isMet(finding);
  const verdict = met === undefined ? '' : `; goal: at most ${short(finding.atMost!)}: ${met ? 'met' : 'MISSED'}`;
  return plain(finding) + verdict;
}

function show({ median, min, max }: Spread): string {
  return min === max ? short(median) : `${short(median)} (${short(min)}–${short(max)})`;
}

/** Three digits that count. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
