import assert from 'node:assert/strict';
import { loadTimeStretch, type MakeTimeStretch } from '../../src/dsp/timeStretch.js';
import type { PlaybackCourse } from '../../src/playback/playbackClock.js';
import { Cues } from '../../src/playback/cues.js';
import { Player } from '../../src/playback/player.js';
import { Tempo } from '../../src/playback/tempo.js';
import { SimulatedMachine } from './playbackSimulation.js';

const RATE = 1000; // one sample a millisecond

/** Every sample says which one it is. */
const ramp = (from: number, to: number) =>
  Float32Array.from({ length: to - from }, (_, i) => 0.1 + (from + i) / 10_000);
const indexOf = (sample: number) => Math.round((sample - 0.1) * 10_000);

function reading(machine: SimulatedMachine, makeStretch?: MakeTimeStretch) {
  const moved: PlaybackCourse[] = [];
  let ended = 0;
  const player = new Player({
    sampleRate: RATE,
    outputs: Array.from({ length: 50 }, () => machine.output()),
    nowMs: () => machine.nowMs,
    ...(makeStretch && { makeStretch }),
    listener: { onMoved: (course) => moved.push(course), onEnded: () => ended++ },
  });
  return { player, moved, ended: () => ended };
}

/** One of a second, all of it written, a tenth of it heard. */
async function begunReading(machine: SimulatedMachine) {
  const begun = reading(machine);
  await begun.player.open();
  begun.player.write(ramp(0, 1000));
  begun.player.end();
  machine.advance(100);
  return begun;
}

/** Runs of samples that were heard one after the other, fades left out. */
function heardRuns(machine: SimulatedMachine): [from: number, to: number][] {
  const runs: [number, number][] = [];
  const indices = machine.heard.map(indexOf);
  for (let i = 0; i < indices.length;) {
    let end = i + 1;
    while (end < indices.length && indices[end] === indices[end - 1]! + 1) end++;
    if (end - i > 4) runs.push([indices[i]!, indices[end - 1]! + 1]);
    i = end;
  }
  return runs;
}

describe('Player, steered', () => {
  it('goes on at once with another sample, forwards and backwards', async () => {
    const machine = new SimulatedMachine();
    const { player, moved, ended } = reading(machine);
    await player.open();
    player.write(ramp(0, 2000));
    player.end();
    machine.advance(100);
    await player.seek(1500);
    assert.equal(player.playheadSamples, 1500);
    machine.advance(100);
    await player.seek(50);
    assert.equal(player.bufferedAheadMs, 1950);
    machine.advance(1950);
    assert.equal(ended(), 1);
    assert.deepEqual(heardRuns(machine), [
      [0, 100],
      [1503, 1600],
      [53, 2000],
    ]);
    assert.deepEqual(
      moved.map(({ atMs, playing }) => [atMs, playing]),
      [
        [0, true],
        [100, false],
        [1500, false],
        [1500, true],
        [1600, false],
        [50, false],
        [50, true],
        [2000, false],
      ],
    );
    assert.equal(player.underruns, 0);
  });

  it('plays when it was paused', async () => {
    const machine = new SimulatedMachine();
    const { player } = reading(machine);
    await player.open();
    player.write(ramp(0, 1000));
    machine.advance(100);
    await player.pause();
    await player.seek(500);
    assert.equal(player.state, 'playing');
    machine.advance(100);
    assert.equal(player.playheadSamples, 600);
  });

  it('leaves what was written behind when it goes on with what comes', async () => {
    const machine = new SimulatedMachine();
    const { player, ended } = await begunReading(machine);
    await player.goOnAt(1200);
    assert.equal(player.writtenSamples, 1200);
    assert.equal(player.keptFrom, 1200);
    machine.advance(300);
    player.write(ramp(1200, 1500));
    player.end();
    machine.advance(300);
    assert.equal(ended(), 1);
    assert.deepEqual(heardRuns(machine), [
      [0, 100],
      [1203, 1500],
    ]);
    assert.equal(player.underruns, 0, 'waiting for what was skipped to is no underrun');
  });

  it('ends when it is sent behind everything', async () => {
    const machine = new SimulatedMachine();
    const { player, ended } = await begunReading(machine);
    const going = player.goOnAt(1000);
    player.end(); // before the output has fallen silent
    await going;
    machine.advance(10);
    assert.equal(ended(), 1);
  });

  it('keeps two minutes of what was heard', async () => {
    const machine = new SimulatedMachine();
    const { player } = reading(machine);
    await player.open();
    for (let second = 0; second < 200; second++) player.write(new Float32Array(1000).fill(0.5));
    machine.advance(150_000);
    assert.ok(player.keptFrom > 28_000 && player.keptFrom <= 30_000, `${player.keptFrom}`);
  });

  it('goes where it is told, whatever happens in whatever order', async () => {
    const machine = new SimulatedMachine();
    const { player } = reading(machine);
    await player.open();
    player.write(ramp(0, 8000));
    let seed = 1;
    const upTo = (limit: number) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
    for (let round = 0; round < 40; round++) {
      const target = upTo(7000);
      const seeking = player.seek(target);
      const what = upTo(4);
      if (what === 0) void player.seek(target);
      if (what === 1) await player.pause();
      if (what === 2) machine.failOpenOutput();
      await seeking;
      await player.resume();
      const before = machine.heard.length;
      machine.advance(5 + upTo(300));
      assert.equal(indexOf(machine.heard[before + 4]!), target + 4, `round ${round}`);
      assert.equal(player.playheadSamples, indexOf(machine.heard.at(-1)!) + 1);
    }
  });

  it('plays at another speed, and its clock follows', async () => {
    const machine = new SimulatedMachine();
    const { player, moved, ended } = reading(machine, await loadTimeStretch());
    await player.open();
    player.write(ramp(0, 4000), 1);
    player.end();
    machine.advance(1000);
    player.speed = 2;
    machine.advance(500);
    const atMs = player.playheadSamples;
    // Up to 100 samples of the device's window are still played as they are.
    assert.ok(atMs > 1800 && atMs < 2000, `${atMs}`);
    assert.equal(moved.at(-1)!.rate, 2);
    assert.ok(Math.abs(player.bufferedAheadMs - (4000 - atMs) / 2) < 1);
    player.speed = 1;
    for (let waited = 0; ended() === 0 && waited < 5000; waited++) machine.advance(1);
    assert.equal(moved.at(-1)!.atMs, 4000);
    const expectedMs = 1000 + 500 + (4000 - 2000);
    assert.ok(Math.abs(machine.nowMs - expectedMs) < 200, `${machine.nowMs} ms, not ${expectedMs}`);
    assert.equal(player.underruns, 0);
    await player.stop();
  });

  it('plays what is made at the new speed as it is', async () => {
    const machine = new SimulatedMachine();
    const { player } = reading(machine, await loadTimeStretch());
    await player.open();
    player.write(ramp(0, 1000), 1);
    player.speed = 2;
    player.write(ramp(1000, 3000), 2);
    player.end();
    assert.ok(Math.abs(player.bufferedAheadMs - 2500) < 60, `${player.bufferedAheadMs}`);
    machine.advance(1500);
    assert.ok(Math.abs(player.playheadSamples - 2000) < 120, `${player.playheadSamples}`);
    await player.stop();
  });
});

describe('Tempo', () => {
  it('is what is wanted by what was made', () => {
    const tempo = new Tempo(1);
    tempo.made(0, 1);
    tempo.made(100, 1);
    tempo.made(200, 2);
    tempo.speed = 2;
    assert.deepEqual(tempo.at(150), { rate: 2, until: 200 });
    assert.deepEqual(tempo.at(200), { rate: 1, until: Infinity });
    assert.equal(tempo.played(100, 300), 150);
    assert.equal(tempo.played(300, 290), -10);
  });
});

describe('Cues', () => {
  it('tell the place that the playhead came to, from either side', () => {
    let nowMs = 0;
    const reached: string[] = [];
    const cues = new Cues(() => nowMs);
    cues.add(0, () => reached.push('a'));
    cues.add(1000, () => reached.push('b'));
    cues.add(2000, () => reached.push('c'));
    const move = (atMs: number, playing: boolean) => {
      cues.moved({ atMs, clockMs: nowMs, playing, rate: 1 });
    };
    move(2000, false);
    assert.deepEqual(reached, [], 'nothing is heard');
    move(2000, true);
    move(0, true);
    nowMs = 1500;
    move(1500, true);
    move(1600, true);
    move(1600, false);
    cues.clear();
    assert.deepEqual(reached, ['c', 'a', 'b']);
  });

  it('wait where the playhead stands until it moves', () => {
    const reached: string[] = [];
    const cues = new Cues(() => 0);
    cues.add(0, () => reached.push('a'));
    cues.add(1000, () => reached.push('b'));
    cues.moved({ atMs: 1000, clockMs: 100, playing: true, rate: 1 });
    cues.clear();
    assert.deepEqual(reached, ['b']);
  });
});
