import assert from 'node:assert/strict';
import { PlaybackClock, type PlaybackCourse } from '../../src/playback/playbackClock.js';

describe('The clock of a reading', () => {
  let clock: PlaybackClock;
  let told: PlaybackCourse[];

  beforeEach(() => {
    clock = new PlaybackClock();
    told = [];
  });

  function report(clockMs: number, atMs: number, playing = true, rate = 1): void {
    const course = clock.update({ atMs, clockMs, playing, rate });
    if (course) told.push(course);
  }

  /** Where whoever was told last believes the playhead to be. */
  function toldAt(clockMs: number): number {
    const { atMs, clockMs: since, playing, rate } = told.at(-1)!;
    return playing ? atMs + Math.max(clockMs - since, 0) * rate : atMs;
  }

  it('stays straight through the blocks in which devices fetch', () => {
    report(1000, 0);
    for (const [clockMs, atMs] of [
      [1050, 20],
      [1100, 120],
      [1150, 120],
    ] as const)
      report(clockMs, atMs);
    assert.equal(told.length, 1);
    assert.equal(clock.atMs(1150), 150);
  });

  it('tells of no step back where the device stalled, and is right again once the sound has come so far', () => {
    report(1000, 0);
    report(1200, 100);
    assert.equal(clock.atMs(1200), 100, 'the clock itself goes by the device');
    assert.deepEqual(
      [1200, 1250, 1300, 1350].map(toldAt),
      [200, 200, 200, 250], // 100 ms behind, as the sound is
    );
    assert.equal(clock.atMs(1350), 250);
  });

  it('waits through one stall after the other, faster than the voice too', () => {
    report(1000, 0, true, 2);
    let before = 0;
    for (let clockMs = 1100; clockMs <= 2000; clockMs += 100) {
      report(clockMs, (clockMs - 1000) * 0.5, true, 2);
      assert.ok(toldAt(clockMs) >= before, `${toldAt(clockMs)} after ${before}`);
      before = toldAt(clockMs);
    }
  });

  it('stands where it was believed to be when what it took for heard was not', () => {
    report(1000, 0);
    report(1100, 60, false);
    assert.equal(toldAt(5000), 100);
    report(5000, 60);
    assert.deepEqual([5000, 5040, 5050].map(toldAt), [100, 100, 110]);
  });

  it('goes back when it is put back', () => {
    report(1000, 500);
    told.push(clock.jump(200, 1300));
    assert.equal(toldAt(1300), 200);
    report(1400, 200);
    assert.equal(toldAt(1450), 250);
  });
});
