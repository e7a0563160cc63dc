import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from '../../src/synthesis/turns.js';

describe('turns', () => {
  const going = new AbortController().signal;

  /** Asks for `count` turns, one after the other, and notes each. */
  async function reading(turns: Turns, log: string[], name: string, rank: [number, number], count: number) {
    for (let index = 0; index < count; index++) {
      await turns.run({ urgency: rank[0], order: rank[1] }, going, async () => {
        log.push(name);
        await nextTurn();
      });
    }
  }

  it('let the first of equals go on as long as it wants to', async () => {
    const [turns, log] = [new Turns(), [] as string[]];
    await Promise.all([
      reading(turns, log, 'a', [1, 1], 3),
      reading(turns, log, 'b', [1, 2], 2),
      reading(turns, log, 'c', [1, 3], 1),
    ]);
    assert.equal(log.join(''), 'aaabbc');
  });

  it('let the more urgent pass after the action under way', async () => {
    const [turns, log] = [new Turns(), [] as string[]];
    const server = reading(turns, log, 's', [1, 1], 4);
    await nextTurn();
    await Promise.all([server, reading(turns, log, 'e', [0, 2], 3)]);
    assert.equal(log.join(''), 'seeesss');
  });

  it('never overlap, whatever fails', async () => {
    const turns = new Turns();
    let inside = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, order) =>
        turns.run({ urgency: order % 3, order }, new AbortController().signal, async () => {
          assert.equal(++inside, 1);
          await nextTurn();
          inside--;
          if (order % 5 === 0) throw new Error('failed');
        }),
      ),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 10);
  });

  it('are not taken by whoever gave up waiting', async () => {
    const turns = new Turns();
    const leave = new AbortController();
    const log: string[] = [];
    const first = turns.run({ urgency: 0, order: 0 }, going, async () => {
      await nextTurn();
      leave.abort(new Error('gone'));
    });
    const gone = turns.run({ urgency: 0, order: 1 }, leave.signal, () => Promise.resolve(log.push('gone')));
    const last = turns.run({ urgency: 0, order: 2 }, going, () => Promise.resolve(log.push('last')));
    await assert.rejects(gone, /gone/);
    await Promise.all([first, last]);
    assert.deepEqual(log, ['last']);
    await assert.rejects(
      turns.run({ urgency: 0, order: 3 }, leave.signal, () => Promise.resolve()),
      /gone/,
    );
  });
});
