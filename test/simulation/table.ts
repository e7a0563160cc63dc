import { CostModel } from '../../src/synthesis/schedule/costModel.js';
import { conditions, type Condition } from './conditions.js';
import { knownCosts, measuredCosts, type Machine } from './machine.js';
import { scheduleOptions } from './options.js';
import { Random } from './random.js';
import { simulate, type Chance, type Outcome } from './simulate.js';
import { charactersOf, randomText } from './texts.js';

export interface Row {
  readonly condition: string;
  readonly readings: number;
  /** Time of synthesis over the duration of the sound. */
  readonly rtf: number;
  /** Median and 95th percentile. */
  readonly ttfaMs: number;
  readonly ttfaP95Ms: number;
  /** TTFA over that of a schedule that knows every cost beforehand, in a world without chance: median, pair by pair. */
  readonly ttfaRatio: number;
  /** Readings in which sound ran out, as a part of all. */
  readonly starving: number;
  /** How often, and for how long in all, in ten minutes of sound. */
  readonly starvations: number;
  readonly starvedMs: number;
  /** Playback held between sentences so as not to run out within one, in ten minutes of sound. */
  readonly heldMs: number;
  /** Segments that are not whole sentences, as a part of all. */
  readonly cut: number;
}

/** Reads random texts of one to twelve sentences under each condition. */
export function simulateConditions(readings: number): Row[] {
  return conditions.map((condition) => {
    const runs = Array.from({ length: readings }, (_, index) => readOne(condition, index + 1));
    const outcomes = runs.map(({ outcome }) => outcome);
    const sum = (value: (outcome: Outcome) => number): number => outcomes.reduce((all, one) => all + value(one), 0);
    const soundMs = sum((one) => one.soundMs);
    const inTenMinutes = (value: number): number => (value * 600_000) / soundMs;
    const ttfa = outcomes.map((one) => one.ttfaMs!);
    return {
      condition: condition.name,
      readings,
      rtf: sum((one) => one.computeMs) / soundMs,
      ttfaMs: percentile(ttfa, 0.5),
      ttfaP95Ms: percentile(ttfa, 0.95),
      ttfaRatio: percentile(
        runs.map(({ outcome, clairvoyant }) => outcome.ttfaMs! / clairvoyant.ttfaMs!),
        0.5,
      ),
      starving: outcomes.filter((one) => one.starvations > 0).length / readings,
      starvations: inTenMinutes(sum((one) => one.starvations)),
      starvedMs: inTenMinutes(sum((one) => one.starvedMs)),
      heldMs: inTenMinutes(sum((one) => one.heldMs)),
      cut: 1 - sum((one) => one.splits.sentence) / sum((one) => one.pieces.length),
    };
  });
}

export function printable(rows: readonly Row[]): string {
  const columns: [string, (row: Row) => string][] = [
    ['condition', (row) => row.condition],
    ['RTF', (row) => row.rtf.toFixed(2)],
    ['TTFA ms', (row) => row.ttfaMs.toFixed(0)],
    ['p95', (row) => row.ttfaP95Ms.toFixed(0)],
    ['/ clairvoyant', (row) => row.ttfaRatio.toFixed(2)],
    ['readings starving', (row) => `${(100 * row.starving).toFixed(1)} %`],
    ['starvations / 10 min', (row) => row.starvations.toFixed(2)],
    ['starved ms / 10 min', (row) => row.starvedMs.toFixed(0)],
    ['held ms / 10 min', (row) => row.heldMs.toFixed(0)],
    ['segments cut', (row) => `${(100 * row.cut).toFixed(0)} %`],
  ];
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)));
  return cells
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n');
}

function readOne(condition: Condition, seed: number): { outcome: Outcome; clairvoyant: Outcome } {
  const random = new Random(seed);
  const text = randomText(random, { sentences: [1, 12], words: [2, 30] });
  const options = scheduleOptions({ ...condition.options, characters: charactersOf(text) });
  const believed = condition.believed ? measuredCosts(condition.believed) : new CostModel();
  if (condition.before) work(believed, condition.machine, condition.before(random), random);
  return {
    outcome: simulate(text, condition.machine, believed, options, condition.chance(random)),
    clairvoyant: simulate(text, condition.machine, knownCosts(condition.machine), options),
  };
}

/** A few sentences are made, of which the costs are learnt. */
function work(costs: CostModel, { front, chunk }: Machine, chance: Chance, random: Random): void {
  for (let sentence = 0; sentence < 12; sentence++) {
    const phonemes = random.whole(10, 120);
    costs.observe('front', phonemes, (front.base + front.each * phonemes) * chance.job());
    for (const frames of [6, 10, 20, 40, random.whole(6, 40)]) {
      costs.observe('chunk', frames, (chunk.base + chunk.each * frames) * chance.job());
    }
  }
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}
