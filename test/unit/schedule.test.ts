import assert from 'node:assert/strict';
import { CostModel } from '../../src/synthesis/schedule/costModel.js';
import { Schedule, type ScheduleOptions } from '../../src/synthesis/schedule/schedule.js';
import type { Boundary, Sentence } from '../../src/text/sentence.js';
import { knownCosts, measuredCosts, measuredMachine, scaled, type Machine } from '../simulation/machine.js';
import { scheduleOptions } from '../simulation/options.js';
import { Random } from '../simulation/random.js';
import { noChance, simulate, type Outcome } from '../simulation/simulate.js';
import { charactersOf, randomText } from '../simulation/texts.js';

/** A sentence in which each character stands for a word of five phonemes and says what comes after it. */
function sentence(shape: string, start = 0): Sentence {
  const boundaries: Record<string, Boundary> = {
    ' ': 'space',
    '-': 'none',
    ',': 'comma',
    ';': 'clause',
    '.': 'sentence',
  };
  const words = Array.from(shape, (sign, index) => ({
    start: start + 6 * index,
    end: start + 6 * index + 5,
    spoken: 'words',
    phonemes: 'wɜɹdz',
    boundary: boundaries[sign]!,
  }));
  return { start, end: start + 6 * words.length - 1, words, boundary: 'sentence' };
}

const long = sentence('      ,       ;        ,       .');

function read(text: readonly Sentence[], machine: Machine, some: Partial<ScheduleOptions> = {}): Outcome {
  const options = scheduleOptions({ characters: charactersOf(text), ...some });
  return simulate(text, machine, knownCosts(machine), options);
}

describe('schedule', function () {
  this.timeout(20_000);

  it('tells a machine that is slow from one that is busy just now', () => {
    const isSlow = (machine: Machine, busyTimes: number) => {
      const costs = measuredCosts(machine);
      // As many as it takes to tell; then the load.
      for (let i = 0; i < 10; i++) costs.observe('chunk', 20, costs.chunk.at(20));
      for (let i = 0; i < 3; i++) costs.observe('chunk', 20, busyTimes * costs.chunk.at(20));
      const schedule = new Schedule([long], costs, scheduleOptions({ characters: charactersOf([long]) }));
      return { isSlow: schedule.isSlow, isBusy: costs.load > 1.3 };
    };
    const half = scaled(measuredMachine, 2.5);
    assert.deepEqual(isSlow(half, 1), { isSlow: false, isBusy: false });
    assert.deepEqual(isSlow(half, 2), { isSlow: false, isBusy: true });
    assert.deepEqual(isSlow(scaled(measuredMachine, 7), 1), { isSlow: true, isBusy: false });
  });

  describe('where pieces are known already', () => {
    const schedule = (isKnown: ScheduleOptions['isKnown'], budgetMs: number) =>
      new Schedule(
        [long],
        knownCosts(measuredMachine),
        scheduleOptions({ characters: charactersOf([long]), ttfaBudgetMs: budgetMs, ...(isKnown && { isKnown }) }),
      );
    const nextPiece = (asked: Schedule, bufferedMs = 0) => {
      const action = asked.next({ bufferedMs, elapsedMs: 0, workingMs: 0 });
      return action.kind === 'begin' ? action.piece : undefined;
    };

    it('starts with the best of them, whatever the budget', () => {
      assert.equal(nextPiece(schedule(({ to }) => to === 7 || to === 15, 10_000))?.to, 15);
      assert.equal(nextPiece(schedule(({ to }) => to === 3, 10_000))?.to, 3);
    });

    it('goes on behind a recalled piece, and to the end', () => {
      const asked = schedule(({ from, to }) => from === 0 && to === 15, 200);
      assert.equal(nextPiece(asked)?.to, 15);
      asked.recalled();
      const rest = nextPiece(asked, 5_000);
      assert.deepEqual([rest?.from, rest?.to], [15, long.words.length]);
      asked.recalled();
      assert.equal(asked.next({ bufferedMs: 9_000, elapsedMs: 0, workingMs: 0 }).kind, 'finished');
    });

    it('prefers to make a better piece where there is time for it', () => {
      const asked = schedule(({ from, to }) => to === 7 || (from === 7 && to === 15), 200);
      assert.equal(nextPiece(asked)?.to, 7);
      asked.recalled();
      assert.equal(nextPiece(asked, 5_000)?.to, long.words.length);
    });

    it('decides anew when a piece turns out to be lost', () => {
      let isThere = true;
      const asked = schedule(({ to }) => isThere && to === long.words.length, 75);
      assert.equal(nextPiece(asked)?.to, long.words.length);
      isThere = false;
      assert.ok((nextPiece(asked)?.to ?? Infinity) < 7);
    });
  });

  it('speaks a sentence whole where the machine is fast enough for the budget', () => {
    const { pieces, ttfaMs } = read([long], measuredMachine);
    assert.deepEqual(
      pieces.map(({ to }) => to),
      [long.words.length],
    );
    assert.ok(ttfaMs! <= 200);
  });

  it('takes the longest beginning that ends at a clause or comma where the whole sentence is too slow', () => {
    const { pieces, ttfaMs } = read([long], measuredMachine, { ttfaBudgetMs: 125 });
    assert.equal(pieces[0]!.to, 15);
    assert.equal(pieces[0]!.split, 'clause');
    assert.ok(ttfaMs! <= 125);
  });

  it('takes a few words where not even a clause is fast enough', () => {
    const { pieces, ttfaMs } = read([long], measuredMachine, { ttfaBudgetMs: 75 });
    assert.equal(pieces[0]!.split, 'words');
    assert.ok(pieces[0]!.to >= 3 && pieces[0]!.to < 7);
    assert.ok(ttfaMs! <= 75);
  });

  it('is soon aware that the machine is not as busy as it was when it was measured', () => {
    const costs = measuredCosts(scaled(measuredMachine, 3));
    const first = (): number => {
      const action = new Schedule([long], costs, scheduleOptions({ characters: 200 })).next({
        bufferedMs: 0,
        elapsedMs: 0,
        workingMs: 0,
      });
      assert.ok(action.kind === 'begin');
      return action.piece.to;
    };
    assert.ok(first() < long.words.length);
    // What a start measures.
    costs.observe('front', 100, measuredMachine.front.base + 100 * measuredMachine.front.each);
    costs.observe('chunk', 40, measuredMachine.chunk.base + 40 * measuredMachine.chunk.each);
    assert.equal(first(), long.words.length);
  });

  it('says at least fifteen characters first, whatever the budget', () => {
    const { pieces } = read([long], measuredMachine, { ttfaBudgetMs: 0 });
    assert.equal(pieces[0]!.to, 3);
  });

  it('counts the time that passed before it was asked', () => {
    const schedule = new Schedule([long], knownCosts(measuredMachine), scheduleOptions({ characters: 200 }));
    const action = schedule.next({ bufferedMs: 0, elapsedMs: 80, workingMs: 0 });
    assert.ok(action.kind === 'begin' && action.piece.split === 'clause');
  });

  it('never cuts within a name, even where that is slower', () => {
    const { pieces } = read([sentence('--------------,         .')], measuredMachine, { ttfaBudgetMs: 0 });
    assert.equal(pieces[0]!.to, 15);
  });

  it('plays on where the second chunk takes three times as long as it should', () => {
    let jobs = 0;
    const chance = { ...noChance, job: () => (++jobs === 3 ? 3 : 1) };
    const options = scheduleOptions({ characters: charactersOf([long]) });
    for (const machine of [measuredMachine, scaled(measuredMachine, 0.5), scaled(measuredMachine, 2)]) {
      jobs = 0;
      assert.equal(simulate([long], machine, knownCosts(machine), options, chance).starvations, 0);
      assert.ok(jobs > 3);
    }
  });

  it('grows its chunks from a few frames to a second', () => {
    const { chunks } = read([long], measuredMachine);
    assert.equal(chunks[0], 8);
    assert.ok(chunks.includes(40));
    const growing = chunks.slice(1, -1);
    assert.deepEqual(
      growing,
      growing.toSorted((a, b) => a - b),
    );
  });

  it('says everything once, in order, whatever the machine', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const text = randomText(random, { sentences: [1, 6], words: [1, 40] });
      const machine = scaled(measuredMachine, random.between(0.3, 8));
      const maxPhonemes = random.whole(20, 510);
      const decodes = random.chance(0.3) ? 'whole' : 'chunks';
      const { pieces } = read(text, machine, { maxPhonemes, decodes, speed: random.between(0.5, 4) });
      const said = pieces.flatMap((piece) => piece.sentence.words.slice(piece.from, piece.to));
      assert.deepEqual(
        said,
        text.flatMap(({ words }) => words),
      );
      for (const { phonemes } of pieces) assert.ok(phonemes <= maxPhonemes);
    }
  });

  it('decodes short utterances in one chunk where the model wants that', () => {
    const { chunks } = read([sentence('    .')], measuredMachine, { chunkedFromFrames: 200, ttfaBudgetMs: 1000 });
    assert.equal(chunks.length, 1);
  });

  it('stops when enough is buffered, and goes on when it has been heard', () => {
    const text = Array.from({ length: 20 }, (_, index) => ({ ...long, start: 1000 * index }));
    const { mostBufferedMs, starvations, soundMs } = read(text, measuredMachine, { maxAheadMs: 5000 });
    assert.ok(soundMs > 60_000);
    assert.ok(mostBufferedMs < 6500, `${mostBufferedMs}`);
    assert.equal(starvations, 0);
  });

  it('is not confused by a user who pauses', () => {
    const text = Array.from({ length: 8 }, () => long);
    const options = scheduleOptions({ characters: 8 * 200 });
    const machine = scaled(measuredMachine, 2);
    for (const atMs of [0, 100, 1000, 9000]) {
      const pause = { atMs, forMs: 60_000 };
      const outcome = simulate(text, machine, knownCosts(machine), options, undefined, pause);
      assert.equal(outcome.starvations, 0);
      assert.ok(outcome.mostBufferedMs < options.maxAheadMs + 2000);
    }
  });

  it('waits before it starts rather than stop short where the machine is slower than speech', () => {
    const machine = scaled(measuredMachine, 7);
    const text = [long, long, long];
    const { starvations, heldMs, ttfaMs, soundMs, computeMs } = read(text, machine, { characters: 600 });
    assert.ok(computeMs > soundMs, 'the machine should be slower than speech');
    assert.equal(starvations, 0);
    assert.equal(heldMs, 0);
    assert.ok(ttfaMs! > computeMs - soundMs);
    assert.ok(ttfaMs! < computeMs, 'it should not wait for everything');
  });

  it('waits no longer than it is told to', () => {
    const machine = scaled(measuredMachine, 20);
    const { ttfaMs } = read([long, long, long], machine, { maxHoldMs: 2000 });
    const { ttfaMs: unheld } = read([long, long, long], machine, { maxHoldMs: 0 });
    assert.ok(ttfaMs! <= unheld! + 2000 + 1500);
  });

  it('makes the first segment shorter with a model that decodes segments whole', () => {
    const { pieces, starvations } = read([long, long], measuredMachine, { decodes: 'whole', ttfaBudgetMs: 800 });
    assert.ok(pieces.length > 2);
    assert.ok(pieces[0]!.to < 16);
    assert.equal(starvations, 0);
  });

  it('follows the rules of thumb while nothing is measured', () => {
    const text = [sentence(' '.repeat(40)), long];
    const options = scheduleOptions({ characters: 440, decodes: 'whole' });
    const action = new Schedule(text, new CostModel(), options).next({ bufferedMs: 0, elapsedMs: 0, workingMs: 0 });
    assert.ok(action.kind === 'begin');
    const { from, to, sentence: of } = action.piece;
    const characters = of.words[to - 1]!.end - of.words[from]!.start;
    assert.ok(characters >= 15 && characters <= 150, `${characters}`);
  });

  it('has nothing to do where there is nothing to say', () => {
    const empty: Sentence = { start: 0, end: 0, words: [], boundary: 'sentence' };
    const schedule = new Schedule([empty], new CostModel(), scheduleOptions({}));
    assert.deepEqual(schedule.next({ bufferedMs: 0, elapsedMs: 0, workingMs: 0 }), { kind: 'finished' });
    assert.equal(schedule.holdMs({ bufferedMs: 0, elapsedMs: 0, workingMs: 0 }), 0);
  });

  it('takes no more of a long text than it needs to look ahead', () => {
    let taken = 0;
    function* text(): Generator<Sentence> {
      for (;;) {
        taken++;
        yield long;
      }
    }
    new Schedule(text(), knownCosts(measuredMachine), scheduleOptions({ characters: 1e6 })).next({
      bufferedMs: 0,
      elapsedMs: 0,
      workingMs: 0,
    });
    assert.ok(taken > 0 && taken <= 3, `${taken}`);
  });
});
