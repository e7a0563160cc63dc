import assert from 'node:assert/strict';
import { conditions } from '../simulation/conditions.js';
import { measuredCosts, measuredMachine } from '../simulation/machine.js';
import { scheduleOptions } from '../simulation/options.js';
import { Random } from '../simulation/random.js';
import { simulate } from '../simulation/simulate.js';
import { printable, simulateConditions, type Row } from '../simulation/table.js';
import { charactersOf, randomText } from '../simulation/texts.js';

describe('schedule under jitter and wrong estimates', function () {
  this.timeout(60_000);
  let rows: readonly Row[];
  before(() => {
    rows = simulateConditions(25);
    console.log(printable(rows).replaceAll(/^/gm, '    '));
  });
  const row = (name: string): Row => rows.find(({ condition }) => condition === name)!;

  it('is as early as a clairvoyant one and never starves where costs jitter in the ordinary way', () => {
    for (const name of ['everything as expected', 'ordinary jitter', 'budget of 80 ms', 'speed 2']) {
      assert.equal(row(name).starvations, 0, name);
      assert.ok(row(name).ttfaRatio < 1.1, name);
    }
  });

  it('does not starve where the machine is not what it was taken for', () => {
    for (const name of [
      'believed twice as fast',
      'learnt while it was busy',
      'a window that opens',
      'believed half as fast',
      'nothing measured',
      'a core taken by turns',
    ]) {
      assert.ok(row(name).starvations < 0.5, name);
    }
  });

  it('waits rather than starve on slow machines', () => {
    assert.ok(row('3x slower machine').starvations < 1);
    assert.ok(row('8x slower: slower than speech').starvations < 1);
  });

  it('reads for ten minutes on a machine that is shared without starving', () => {
    const { chance } = conditions.find(({ name }) => name === 'a core taken by turns')!;
    for (let seed = 1; seed <= 3; seed++) {
      const random = new Random(seed);
      const text = randomText(random, { sentences: [150, 150], words: [2, 30] });
      const options = scheduleOptions({ characters: charactersOf(text) });
      const outcome = simulate(text, measuredMachine, measuredCosts(measuredMachine), options, chance(random));
      assert.ok(outcome.soundMs > 600_000);
      assert.equal(outcome.starvations, 0, `seed ${seed}`);
      assert.ok(outcome.mostBufferedMs < options.maxAheadMs + 2000);
    }
  });
});
