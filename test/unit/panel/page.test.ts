import assert from 'node:assert/strict';
import { NO_STAGES } from '../../../src/metrics/timeline.js';
import { announcement } from '../../../src/panel/performance/announcement.js';
import { fromPageSchema, toPageSchema } from '../../../src/panel/performance/messageSchemas.js';
import type { LiveReading } from '../../../src/panel/performance/messages.js';
import { emptyPage, playheadMs, updatePage } from '../../../src/panel/performance/page.js';

const chunk = (audioMs: number) => ({ segment: 0, audioMs, computeMs: 50, slackMs: 0 });

const reading: LiveReading = {
  id: 'a',
  state: 'starting',
  startMs: null,
  ttfaMs: null,
  stagesMs: null,
  playhead: { atMs: 0, rate: 0 },
  underruns: 0,
  speed: 1,
  isHeard: true,
  sentence: null,
  chunks: [],
};

function pageWith(live: Partial<LiveReading>, known = 0, before = emptyPage, nowMs = 0) {
  return updatePage(before, { kind: 'update', overview: {}, live: { known, reading: { ...reading, ...live } } }, nowMs);
}

describe('The page of the panel', () => {
  it('puts the new chunks of a reading behind those it has', () => {
    const first = pageWith({ chunks: [chunk(100), chunk(200)] });
    const second = pageWith({ chunks: [chunk(300)] }, 2, first);
    assert.deepEqual(
      second.live?.chunks.map(({ audioMs }) => audioMs),
      [100, 200, 300],
    );
    // The engine was replaced: what had not been heard is made again.
    const third = pageWith({ chunks: [chunk(400)] }, 1, second);
    assert.deepEqual(
      third.live?.chunks.map(({ audioMs }) => audioMs),
      [100, 400],
    );
  });

  it('forgets the chunks of another reading', () => {
    const first = pageWith({ chunks: [chunk(100)] });
    assert.deepEqual(pageWith({ id: 'b', chunks: [chunk(200)] }, 0, first).live?.chunks, [chunk(200)]);
  });

  it('lets the playhead move on between updates, unless it stands', () => {
    const playing = pageWith({ playhead: { atMs: 500, rate: 2 } }, 0, emptyPage, 1000);
    assert.equal(playheadMs(playing, 1250), 1000);
    const standing = pageWith({ playhead: { atMs: 500, rate: 0 } }, 0, emptyPage, 1000);
    assert.equal(playheadMs(standing, 1250), 500);
  });

  it('changes only what an update says', () => {
    const page = updatePage(emptyPage, { kind: 'update', overview: { problem: 'No model.' } }, 0);
    assert.equal(page.overview.problem, 'No model.');
    assert.equal(page.overview.engine, emptyPage.overview.engine);
    assert.equal(updatePage(page, { kind: 'update', overview: {} }, 0).overview, page.overview);
  });

  it('tells a screen reader what matters, and not every sentence', () => {
    const starting = pageWith({});
    const heard = pageWith({ state: 'reading', ttfaMs: 184, stagesMs: NO_STAGES });
    const later = pageWith({ state: 'reading', ttfaMs: 184, sentence: { number: 2, of: 5 } });
    const faster = pageWith({ state: 'reading', ttfaMs: 184, speed: 1.25 });
    const late = pageWith({ state: 'reading', ttfaMs: 184, underruns: 1 });
    assert.equal(announcement(emptyPage, starting), 'Starting.');
    assert.equal(announcement(starting, heard), 'First sound after 184 ms.');
    assert.equal(announcement(heard, later), undefined);
    assert.equal(announcement(later, faster), 'Speed ×1.25.');
    assert.equal(announcement(later, late), 'Underrun: the sound came too late.');
    assert.equal(announcement(late, emptyPage), 'Reading ended.');
  });
});

describe('Messages of the panel', () => {
  it('pass when they are what they should be', () => {
    assert.ok(toPageSchema.safeParse({ kind: 'start', strings: { Pause: 'Pause' } }).success);
    assert.ok(toPageSchema.safeParse({ kind: 'update', overview: {}, live: { known: 0, reading } }).success);
    assert.ok(fromPageSchema.safeParse({ kind: 'command', command: 'stop' }).success);
  });

  it('are refused when they are not', () => {
    assert.ok(!toPageSchema.safeParse({ kind: 'update', overview: { problem: 7 } }).success);
    assert.ok(!toPageSchema.safeParse({ kind: 'update', overview: {}, live: { known: -1, reading } }).success);
    assert.ok(!fromPageSchema.safeParse({ kind: 'command', command: 'removeModels' }).success);
    assert.ok(!fromPageSchema.safeParse('ready').success);
  });
});
