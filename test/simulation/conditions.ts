import type { ScheduleOptions } from '../../src/synthesis/schedule/schedule.js';
import { measuredMachine, scaled, type Machine } from './machine.js';
import type { Random } from './random.js';
import { noChance, type Chance } from './simulate.js';

/** A kind of world to read in. */
export interface Condition {
  readonly name: string;
  readonly machine: Machine;
  /** What the schedule takes the machine for at first; undefined: it knows nothing. */
  readonly believed: Machine | undefined;
  readonly chance: (random: Random) => Chance;
  /** What the last jobs before the reading were done in, from which the schedule has learnt as well. */
  readonly before?: (random: Random) => Chance;
  readonly options?: Partial<ScheduleOptions>;
}

const calm = (random: Random): Chance => ({
  job: () => random.factor(0.08),
  duration: () => random.factor(0.1),
  lead: () => random.whole(-1, 2),
});

/** Something else is always about: any job may take up to two and a half times as long. */
const busy = (random: Random): Chance => ({ ...calm(random), job: () => random.between(1, 2.5) });

/** Others want both cores all the time. */
const crowded = (random: Random): Chance => ({ ...calm(random), job: () => random.between(1, 4) });

/** An editor's window opens: for the first jobs of a reading others want the cores. */
function opening(random: Random): Chance {
  let jobs = 0;
  return { ...calm(random), job: () => (jobs++ < 4 ? random.between(1, 3) : random.factor(0.12)) };
}

/** Now and then something else takes the processor. */
const rough = (random: Random): Chance => ({
  ...calm(random),
  job: () => random.factor(0.25) * (random.chance(0.03) ? 4 : 1),
  duration: () => random.factor(0.15),
});

/** Another process keeps one of two cores busy for some tens of jobs at a time. */
function shared(random: Random): Chance {
  let left = 0;
  let factor = random.chance(0.5) ? 1.9 : 1;
  const job = (): number => {
    if (left-- <= 0) {
      left = random.whole(10, 60);
      factor = factor === 1 ? 1.9 : 1;
    }
    return factor * random.factor(0.12);
  };
  return { ...calm(random), job };
}

const machine = measuredMachine;
const slow = scaled(measuredMachine, 3);
const slower = scaled(measuredMachine, 5);
const tooSlow = scaled(measuredMachine, 8);

export const conditions: readonly Condition[] = [
  { name: 'everything as expected', machine, believed: machine, chance: () => noChance },
  { name: 'ordinary jitter', machine, believed: machine, chance: calm },
  { name: 'rough jitter, stalls of 4x', machine, believed: machine, chance: rough },
  { name: 'a busy machine', machine, believed: machine, chance: busy },
  { name: 'a core taken by turns', machine, believed: machine, chance: shared },
  { name: 'believed twice as fast', machine: scaled(machine, 2), believed: machine, chance: calm },
  { name: 'believed half as fast', machine: scaled(machine, 0.5), believed: machine, chance: calm },
  { name: 'learnt while it was busy', machine, believed: machine, before: crowded, chance: calm },
  { name: 'a window that opens', machine, believed: machine, before: crowded, chance: opening },
  { name: 'nothing measured', machine, believed: undefined, chance: calm },
  { name: 'budget of 80 ms', machine, believed: machine, chance: calm, options: { ttfaBudgetMs: 80 } },
  { name: 'speed 2', machine, believed: machine, chance: calm, options: { speed: 2 } },
  { name: '3x slower machine', machine: slow, believed: slow, chance: calm },
  { name: '3x slower, rough', machine: slow, believed: slow, chance: rough },
  { name: '5x slower machine', machine: slower, believed: slower, chance: calm },
  { name: '8x slower: slower than speech', machine: tooSlow, believed: tooSlow, chance: calm },
  { name: 'published graph', machine, believed: machine, chance: calm, options: { decodes: 'whole' } },
  { name: 'published graph, unmeasured', machine, believed: undefined, chance: calm, options: { decodes: 'whole' } },
];
