import assert from 'node:assert/strict';
import { AloudError } from '../../src/protocol/errors.js';
import type { PlaybackCourse } from '../../src/playback/playbackClock.js';
import { Player } from '../../src/playback/player.js';
import { SimulatedMachine } from './playbackSimulation.js';

const RATE = 1000; // one sample a millisecond

/** Every sample says which one it is. */
const ramp = (from: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => 0.1 + ((from + i) % 997) / 2000);

function reading(machine: SimulatedMachine, outputs = [machine.output()], volume = 1) {
  const log = { moved: [] as PlaybackCourse[], underruns: [] as number[], notices: [] as string[], firstAudibleMs: -1 };
  let ended = 0;
  let failure: AloudError | undefined;
  const player = new Player({
    sampleRate: RATE,
    outputs,
    volume,
    nowMs: () => machine.nowMs,
    listener: {
      onFirstAudible: ({ clockMs }) => (log.firstAudibleMs = clockMs),
      onMoved: (course) => log.moved.push(course),
      onUnderrun: ({ atMs }) => log.underruns.push(atMs),
      onEnded: () => ended++,
      onFailed: (error) => (failure = error),
      onNotice: (message) => log.notices.push(message),
    },
  });
  return { player, log, ended: () => ended, failure: () => failure };
}

describe('Player', () => {
  it('plays what was written, ends by sample count and tells its course', async () => {
    const machine = new SimulatedMachine();
    const { player, log, ended } = reading(machine);
    await player.open();
    machine.advance(50);
    assert.deepEqual(log.moved, []);
    assert.equal(player.write(ramp(0, 300)), 0);
    player.end();
    machine.advance(299);
    assert.equal(ended(), 0);
    assert.equal(player.playheadSamples, 299);
    assert.equal(player.bufferedAheadMs, 1);
    machine.advance(1);
    assert.equal(ended(), 1);
    assert.equal(player.state, 'ended');
    assert.deepEqual(machine.heard, [...ramp(0, 300)]);
    assert.deepEqual(log.moved, [
      { atMs: 0, clockMs: 50, playing: true, rate: 1 },
      { atMs: 300, clockMs: 350, playing: false, rate: 1 },
    ]);
    assert.equal(player.underruns, 0);
    await player.stop();
    assert.equal(player.state, 'ended');
    assert.equal(machine.openOutputs, 0);
  });

  it('ends a reading without samples at once', async () => {
    const machine = new SimulatedMachine();
    const { player, ended } = reading(machine);
    await player.open();
    player.end();
    assert.equal(ended(), 1);
    await player.stop();
    assert.equal(machine.openOutputs, 0);
  });

  it('says how much sound was left when a chunk came, and how much too late it came', async () => {
    const machine = new SimulatedMachine();
    const { player, log } = reading(machine);
    await player.open();
    player.write(ramp(0, 200));
    machine.advance(120);
    assert.equal(player.write(ramp(200, 100)), 80);
    machine.advance(230);
    assert.equal(player.write(ramp(300, 100)), -49, 'the device first asked in vain at 301');
    assert.deepEqual(log.underruns, []);
    machine.advance(10);
    assert.deepEqual(log.underruns, [301]);
    player.end();
    machine.advance(500);
    assert.equal(player.underruns, 1, 'the silence after the last sample is no underrun');
  });

  it('does not count a gap in which there was nothing to be made, but the next one', async () => {
    const machine = new SimulatedMachine();
    const { player, log } = reading(machine);
    await player.open();
    player.write(ramp(0, 100));
    player.mayBeLate();
    machine.advance(150);
    player.write(ramp(100, 100));
    machine.advance(150);
    player.write(ramp(200, 100));
    machine.advance(150);
    assert.deepEqual(log.underruns, [201]);
    player.write(ramp(300, 50));
    player.mayBeLate();
    machine.advance(10);
    player.write(ramp(350, 50));
    machine.advance(200);
    player.write(ramp(400, 50));
    machine.advance(10);
    assert.equal(player.underruns, 3, 'what came in time excuses nothing that comes after it');
  });

  it('counts the first gap although nothing could be made before the first sound', async () => {
    const machine = new SimulatedMachine();
    const { player } = reading(machine);
    await player.open();
    player.mayBeLate();
    machine.advance(50);
    for (const from of [0, 100]) {
      player.write(ramp(from, 100));
      machine.advance(150);
    }
    assert.equal(player.underruns, 1);
  });

  it('does not count the silence before an end that is told late', async () => {
    const machine = new SimulatedMachine();
    const { player, ended } = reading(machine);
    await player.open();
    player.write(ramp(0, 100));
    machine.advance(500);
    assert.equal(ended(), 0);
    player.end();
    assert.equal(ended(), 1);
    assert.equal(player.underruns, 0);
  });

  it('counts an underrun when playback is paused within the gap and goes on with new samples', async () => {
    const machine = new SimulatedMachine();
    const { player } = reading(machine);
    await player.open();
    player.write(ramp(0, 100));
    machine.advance(150);
    await player.pause();
    await player.resume();
    machine.advance(10);
    assert.equal(player.underruns, 0);
    player.write(ramp(100, 100));
    assert.equal(player.underruns, 1);
    machine.advance(100);
    assert.equal(player.underruns, 1);
  });

  it('goes on after a long pause with the first sample that was not heard', async () => {
    const machine = new SimulatedMachine();
    const { player, log, ended } = reading(machine);
    await player.open();
    player.write(ramp(0, 1000));
    player.end();
    machine.advance(400);
    await player.pause();
    assert.equal(machine.openOutputs, 0);
    machine.advance(600_000);
    assert.equal(player.playheadSamples, 400);
    await player.resume();
    machine.advance(600);
    assert.equal(ended(), 1);
    assertSameButFades(machine.heard, ramp(0, 1000), [400]);
    assert.ok(machine.heard[400]! < ramp(400, 1)[0]! / 2, 'it rises from the silence');
    assert.deepEqual(
      log.moved.map(({ atMs, playing }) => [atMs, playing]),
      [
        [0, true],
        [400, false],
        [400, true],
        [1000, false],
      ],
    );
  });

  it('is silent when stopped while the output is still opening', async () => {
    const machine = new SimulatedMachine();
    const { player, ended } = reading(machine);
    const opened = player.open();
    player.write(ramp(0, 100));
    await Promise.all([opened, player.stop()]);
    machine.advance(200);
    assert.deepEqual(machine.heard, []);
    assert.equal(machine.openOutputs, 0);
    assert.equal(ended(), 0);
  });

  it('tells the first audible sample when it will sound, past the silence before it', async () => {
    const machine = new SimulatedMachine();
    const { player, log } = reading(machine);
    await player.open();
    machine.advance(7);
    player.write(new Float32Array(60).fill(0.01));
    machine.advance(30);
    assert.equal(log.firstAudibleMs, -1);
    player.write(ramp(60, 100));
    machine.advance(1);
    assert.equal(log.firstAudibleMs, 67);
  });

  it('has no first audible sample at volume 0', async () => {
    const machine = new SimulatedMachine();
    const { player, log } = reading(machine, [machine.output()], 0);
    await player.open();
    player.write(ramp(0, 100));
    player.end();
    machine.advance(100);
    assert.equal(log.firstAudibleMs, -1);
    assert.equal(player.state, 'ended');
    assert.ok(machine.heard.every((sample) => sample === 0));
  });

  it('reopens an output that failed, then goes on with the next one, and says so', async () => {
    const machine = new SimulatedMachine();
    const { player, log, ended } = reading(machine, [machine.output('first'), machine.output('second')]);
    await player.open();
    player.write(ramp(0, 1000));
    player.end();
    machine.advance(300);
    machine.failOpenOutput();
    await player.open();
    assert.equal(player.outputName, 'first');
    assert.deepEqual(log.notices, []);
    machine.advance(100);
    machine.failOpenOutput();
    await player.open();
    assert.equal(player.outputName, 'second');
    assert.equal(log.notices.length, 1);
    machine.advance(600);
    assert.equal(ended(), 1);
    assertSameButFades(machine.heard, ramp(0, 1000), [300, 400]);
  });

  it('fails with the reason when no output opens', async () => {
    const machine = new SimulatedMachine();
    const { player, failure } = reading(machine, [machine.brokenOutput('a'), machine.brokenOutput('b')]);
    await player.open();
    assert.equal(player.state, 'failed');
    assert.ok(failure() instanceof AloudError);
    assert.equal(failure()?.message, 'b is broken');
  });

  it('delivers every sample once and counts every gap, whatever happens in whatever order', async function () {
    this.timeout(60_000);
    for (let seed = 1; seed <= 200; seed++) await playAtRandom(seed);
  });
});

/** A reading with chunks, pauses, failures and an end at random times. */
async function playAtRandom(seed: number): Promise<void> {
  const random = generator(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const machine = new SimulatedMachine();
  const { player, log, ended } = reading(
    machine,
    Array.from({ length: 50 }, () => machine.output()),
  );
  const fades = new Set<number>();
  const total = 500 + upTo(3000);
  let written = 0;
  await player.open();
  while (player.state !== 'ended') {
    const what = random();
    if (what < 0.4 && written < total) {
      const chunk = ramp(written, Math.min(1 + upTo(400), total - written));
      written += chunk.length;
      player.write(chunk);
      if (written === total) player.end();
    } else if (what < 0.5) {
      await player.pause();
      machine.advance(upTo(1000));
      fades.add(player.playheadSamples);
      await player.resume();
    } else if (what < 0.53) {
      fades.add(player.playheadSamples);
      machine.failOpenOutput();
      await player.open();
    } else {
      machine.advance(upTo(300));
    }
    const ahead = written - machine.heard.length;
    assert.ok(
      Math.abs(player.bufferedAheadMs - ahead) <= 1,
      `seed ${seed}: ${player.bufferedAheadMs} ahead, not ${ahead}`,
    );
  }
  assertSameButFades(machine.heard, ramp(0, total), [...fades, ...machine.gapsAt], `seed ${seed}`);
  assert.equal(log.underruns.length, machine.gapsAt.length, `seed ${seed}: underruns`);
  assert.equal(ended(), 1);
}

/** The samples are those expected, rising from silence within 4 ms after the places where playback was interrupted. */
function assertSameButFades(
  heard: readonly number[],
  expected: Float32Array,
  fadesAt: readonly number[],
  message = '',
): void {
  assert.equal(heard.length, expected.length, message);
  const fading = new Set(fadesAt.flatMap((at) => [at, at + 1, at + 2, at + 3]));
  expected.forEach((sample, i) => {
    if (fading.has(i)) assert.ok(heard[i]! <= sample, `${message} sample ${i} in a fade`);
    else assert.equal(heard[i], sample, `${message} sample ${i}`);
  });
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
