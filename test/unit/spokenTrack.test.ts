import assert from 'node:assert/strict';
import { SpokenTrack } from '../../src/client/spokenTrack.js';
import type { SentencePlace, WordTime } from '../../src/protocol/reading.js';

const sentence = (index: number): SentencePlace => ({
  start: 100 * index,
  end: 100 * index + 50,
  index,
  count: undefined,
});
/** Words by the times at which they begin; their offsets are those times, too. */
const words = (...times: number[]): WordTime[] => times.map((atMs) => ({ start: atMs, end: atMs + 5, atMs }));

describe('the track of a reading', () => {
  let track: SpokenTrack;

  beforeEach(() => {
    track = new SpokenTrack();
    track.add(words(0, 300, 500), sentence(0));
    track.add(words(1200, 1500), sentence(1));
  });

  const wordAt = (clockMs: number) => track.at(clockMs)?.atMs;

  it('has no word before anything is heard', () => {
    assert.equal(wordAt(1e6), undefined);
    assert.equal(track.nextInMs(1e6), undefined);
  });

  it('follows the playhead, through pauses between sentences too', () => {
    track.moved({ atMs: 0, clockMs: 7000, playing: true, rate: 1 });
    for (const [clockMs, word, nextInMs] of [
      [6990, 0, 300],
      [7000, 0, 300],
      [7299, 0, 1],
      [7300, 300, 200],
      [7900, 500, 300],
      [8200, 1200, 300],
      [9999, 1500, undefined],
    ] as const) {
      assert.equal(wordAt(clockMs), word, `${clockMs}`);
      assert.equal(track.nextInMs(clockMs), nextInMs, `${clockMs}`);
    }
    assert.equal(track.at(8300)?.sentence.index, 1);
  });

  it('stands while the playhead stands', () => {
    track.moved({ atMs: 400, clockMs: 7400, playing: false, rate: 1 });
    assert.equal(wordAt(9999), 300);
    assert.equal(track.nextInMs(9999), undefined);
  });

  it('forgets what was announced for a time that is announced anew', () => {
    track.add(words(400, 700), sentence(2));
    track.moved({ atMs: 0, clockMs: 0, playing: true, rate: 1 });
    assert.deepEqual([350, 450, 1300].map(wordAt), [300, 400, 700]);
  });

  it('has nothing left when it is cleared, and begins anew', () => {
    track.moved({ atMs: 0, clockMs: 0, playing: true, rate: 1 });
    track.clear();
    assert.equal(wordAt(500), undefined);
    track.add(words(0), sentence(1));
    track.moved({ atMs: 0, clockMs: 1000, playing: true, rate: 1 });
    assert.equal(wordAt(1001), 0);
  });

  it('tells when it changed', () => {
    let changes = 0;
    const listener = track.onDidChange(() => changes++);
    track.moved({ atMs: 0, clockMs: 0, playing: true, rate: 1 });
    track.add(words(2000), sentence(2));
    track.clear();
    listener.dispose();
    track.clear();
    assert.equal(changes, 3);
  });
});
