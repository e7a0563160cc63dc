import assert from 'node:assert/strict';
import { canLast } from '../simulation/exhaustive.js';
import { knownCosts, randomMachine } from '../simulation/machine.js';
import { Random } from '../simulation/random.js';
import { scheduleOptions } from '../simulation/options.js';
import { simulate } from '../simulation/simulate.js';
import { charactersOf, randomText } from '../simulation/texts.js';

describe('schedule with costs known exactly', () => {
  it('never runs out of sound where any schedule with the same start would not', function () {
    this.timeout(60_000);
    let starved = 0;
    let lasted = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const random = new Random(seed);
      const text = randomText(random, { sentences: [1, 3], words: [1, 8] });
      const machine = randomMachine(random);
      const options = scheduleOptions({
        characters: charactersOf(text),
        decodes: random.chance(0.25) ? 'whole' : 'chunks',
        chunkedFromFrames: random.chance(0.25) ? 60 : 0,
        speed: random.between(0.7, 2),
        ttfaBudgetMs: random.between(20, 1000),
        // Playback starts with the first chunk, come what may.
        maxHoldMs: 0,
      });
      const outcome = simulate(text, machine, knownCosts(machine), options);
      if (outcome.starvations === 0) lasted++;
      else {
        starved++;
        const possible = canLast(text, machine, options, outcome.pieces[0]!, outcome.chunks[0]!);
        assert.ok(!possible, `seed ${seed}: sound ran out for ${outcome.starvedMs} ms and need not have`);
      }
    }
    // Both kinds are needed for the test to mean anything.
    assert.ok(starved > 500 && lasted > 500, `${starved} starved, ${lasted} lasted`);
  });
});
