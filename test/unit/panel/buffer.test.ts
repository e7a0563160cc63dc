import assert from 'node:assert/strict';
import { bufferOf } from '../../../src/panel/performance/buffer.js';

const chunk = (audioMs: number, slackMs: number) => ({ segment: 0, audioMs, computeMs: audioMs / 4, slackMs });

describe('The sound ahead of the playhead', () => {
  it('rises with each chunk and falls as time passes', () => {
    const { points, gapsAtMs } = bufferOf([chunk(500, 0), chunk(500, 300), chunk(500, 600)]);
    assert.deepEqual(
      points.map(({ atMs, aheadMs }) => [atMs, aheadMs]),
      [
        [0, 0],
        [0, 0],
        [0, 500],
        [200, 300],
        [200, 800],
        [400, 600],
        [400, 1100],
        [1500, 0],
      ],
    );
    assert.deepEqual(gapsAtMs, []);
  });

  it('ends at the playhead while the reading goes on', () => {
    const { points } = bufferOf([chunk(500, 0), chunk(500, 300)], 450);
    assert.deepEqual(points.at(-1), { atMs: 450, aheadMs: 550 });
  });

  it('is empty where a chunk came too late', () => {
    const { points, gapsAtMs } = bufferOf([chunk(500, 0), chunk(500, -40)]);
    assert.deepEqual(gapsAtMs, [500]);
    assert.deepEqual(points[3], { atMs: 500, aheadMs: 0 });
  });

  it('never goes back in time, whatever the clocks say', () => {
    const { points } = bufferOf([chunk(500, 0), chunk(500, 100), chunk(500, 950)]);
    for (const [index, { atMs }] of points.entries()) assert.ok(atMs >= (points[index - 1]?.atMs ?? 0));
  });

  it('adds up what was made and what it took', () => {
    const { audioMs, computeMs } = bufferOf([chunk(500, 0), chunk(300, 100)]);
    assert.deepEqual([audioMs, computeMs], [800, 200]);
  });
});
