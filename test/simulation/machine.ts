import { CostModel } from '../../src/synthesis/schedule/costModel.js';
import type { FitData, Line } from '../../src/synthesis/schedule/linearFit.js';
import type { Random } from './random.js';

/** What synthesis truly costs: milliseconds by phonemes or frames, and frames by phonemes. */
export interface Machine {
  readonly front: Line;
  readonly chunk: Line;
  readonly whole: Line;
  readonly sound: Line;
  readonly leadFrames: number;
  readonly trailFrames: number;
}

/** The two-core server that the derived graphs were first measured on. */
export const measuredMachine: Machine = {
  front: { base: 14, each: 0.71 },
  chunk: { base: 21, each: 3.1 },
  whole: { base: 120, each: 20.5 },
  sound: { base: 6, each: 2.05 },
  leadFrames: 3,
  trailFrames: 20,
};

/** The same, slower or faster as a whole. */
export function scaled(machine: Machine, times: number): Machine {
  const line = ({ base, each }: Line): Line => ({ base: base * times, each: each * times });
  return { ...machine, front: line(machine.front), chunk: line(machine.chunk), whole: line(machine.whole) };
}

/** Machines from fast ones to those on which chunks are hardly made as fast as they are heard. */
export function randomMachine(random: Random): Machine {
  return {
    front: { base: random.between(5, 200), each: random.between(0.2, 5) },
    chunk: { base: random.between(5, 100), each: random.between(1, 24) },
    whole: { base: random.between(50, 300), each: random.between(3, 24) },
    sound: { base: random.whole(0, 6), each: random.between(1.5, 2.5) },
    leadFrames: random.whole(0, 4),
    trailFrames: random.whole(0, 20),
  };
}

/** A cost model that knows a machine exactly, does not doubt it and has nothing to learn, not even from rounding. */
export function knownCosts(machine: Machine): CostModel {
  const costs = costsOf(machine, 1e9, 0);
  const ignore = (): void => undefined;
  for (const fit of [costs.front, costs.chunk, costs.whole, costs.sound]) fit.observe = ignore;
  costs.observeLead = costs.observeTrail = ignore;
  return costs;
}

/** A cost model that has measured a machine for a while, jitter and all, and can unlearn it. */
export function measuredCosts(machine: Machine): CostModel {
  return costsOf(machine, 4, 0.08);
}

function costsOf(machine: Machine, weight: number, spread: number): CostModel {
  const known = (line: Line): FitData => fitOf(line, weight, spread);
  return new CostModel({
    version: 1,
    front: known(machine.front),
    chunk: known(machine.chunk),
    whole: known(machine.whole),
    sound: known(machine.sound),
    leadFrames: machine.leadFrames,
    trailFrames: machine.trailFrames,
  });
}

/** Two points of a line with the same weight. */
function fitOf({ base, each }: Line, weight: number, spread: number): FitData {
  const points = [10, 200];
  const sum = (value: (x: number) => number): number =>
    points.reduce((total, x) => total + (weight * value(x)) / (base + each * x) ** 2, 0);
  return {
    count: 10,
    weight: sum(() => 1),
    x: sum((x) => x),
    y: sum((x) => base + each * x),
    xx: sum((x) => x * x),
    xy: sum((x) => x * (base + each * x)),
    spread,
  };
}
