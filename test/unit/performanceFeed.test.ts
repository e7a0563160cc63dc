import assert from 'node:assert/strict';
import { Reading } from '../../src/client/reading.js';
import { PerformanceFeed } from '../../src/extension/performance/feed.js';
import { monotonicMs } from '../../src/metrics/clock.js';
import type { ToPage } from '../../src/panel/performance/messages.js';
import { emptyPage } from '../../src/panel/performance/page.js';
import { Emitter } from '../../src/protocol/event.js';
import { eventually } from '../harness/eventually.js';

const request = {
  source: 'text',
  pieces: [{ text: 'Hello.', start: 0 }],
  voice: 'af_heart',
  model: 'auto',
  speed: 1,
  volume: 1,
  pauseMs: { sentence: 0, paragraph: 0 },
  output: 'none',
  ttfaBudgetMs: 200,
} as const;

/** A feed whose reading is under way, with everything that it sends and when. */
function startFeed() {
  const changed = new Emitter<[]>();
  const measured = new Emitter<[]>();
  const reading = new Reading(request, false);
  const sent: { message: ToPage; atMs: number }[] = [];
  let questions = 0;
  const { engine, problem, ...readings } = emptyPage.overview;
  const feed = new PerformanceFeed(
    {
      reading,
      onDidChange: changed.on,
      onDidMeasure: measured.on,
      engine: () => {
        questions++;
        return Promise.resolve({ engine, problem });
      },
      readings: () => Promise.resolve(readings),
    },
    (message) => {
      sent.push({ message, atMs: monotonicMs() });
    },
  );
  const makeChunk = () => {
    reading.receive({ kind: 'chunk', row: { segment: 0, audioMs: 100, computeMs: 20, slackMs: 50 } });
  };
  const chunksSent = () =>
    sent.reduce((total, { message }) => {
      return total + (message.kind === 'update' ? (message.live?.reading.chunks.length ?? 0) : 0);
    }, 0);
  return { feed, sent, makeChunk, chunksSent, changed, measured, questions: () => questions };
}

describe('The feed of the performance panel', () => {
  it('sends everything once, ten times a second at most', async () => {
    const { feed, sent, makeChunk, chunksSent } = startFeed();
    makeChunk();
    feed.start({});
    let made = 1;
    await eventually('five messages', () => {
      makeChunk();
      made++;
      return sent.length >= 5;
    });
    await eventually('all chunks', () => chunksSent() === made);
    feed.stop();
    const [start, ...updates] = sent;
    assert.equal(start?.message.kind, 'start');
    const pauses = updates.slice(1).map(({ atMs }, index) => atMs - updates[index]!.atMs);
    for (const pauseMs of pauses) assert.ok(pauseMs > 98, `${pauseMs} ms between two messages`); // timers round
  });

  it('sends nothing and asks nothing once nobody looks, whatever happens', async () => {
    const { feed, sent, makeChunk, changed, measured, questions } = startFeed();
    feed.start({});
    await eventually('an update', () => sent.length > 1);
    makeChunk(); // the next message is under way
    feed.stop();
    const before = [sent.length, questions()];
    for (let index = 0; index < 100; index++) makeChunk();
    changed.fire();
    measured.fire();
    // Longer than any pause between two messages, and than the pause between two questions while something is read.
    const untilMs = monotonicMs() + 1200;
    await eventually('a while', () => monotonicMs() > untilMs);
    assert.deepEqual([sent.length, questions()], before);
  });

  it('tells a page that comes back everything anew', async () => {
    const { feed, sent, makeChunk, chunksSent } = startFeed();
    makeChunk();
    makeChunk();
    feed.start({});
    await eventually('both chunks', () => chunksSent() === 2);
    feed.stop();
    sent.length = 0;
    feed.start({});
    await eventually('both chunks again', () => chunksSent() === 2);
    feed.stop();
  });
});
