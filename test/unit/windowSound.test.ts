import assert from 'node:assert/strict';
import { RemoteClock } from '../../src/extension/sound/remoteClock.js';
import { JitterBuffer } from '../../src/panel/sound/jitterBuffer.js';
import { fromSoundPageSchema, toSoundPageSchema } from '../../src/panel/sound/messageSchemas.js';
import { NOTHING_HEARD, type OutputProgress } from '../../src/playback/output.js';
import { WindowLink, WindowOutput } from '../../src/playback/windowOutput.js';
import type { ToWindow } from '../../src/protocol/windowSound.js';

const BLOCK = 128;

/** Takes some blocks and gives what was in them. */
function pull(buffer: JitterBuffer, blocks = 1): number[] {
  return Array.from({ length: blocks }, () => {
    const block = new Float32Array(BLOCK);
    buffer.pull(block);
    return [...block];
  }).flat();
}

const samples = (count: number) => new Float32Array(count).fill(0.5);

describe('JitterBuffer', () => {
  it('begins when there is enough for the next samples to be late', () => {
    const buffer = new JitterBuffer(4 * BLOCK);
    buffer.push(samples(BLOCK));
    assert.ok(pull(buffer).every((sample) => sample === 0));
    buffer.push(samples(3 * BLOCK));
    assert.ok(pull(buffer, 4).every((sample) => sample === 0.5));
    assert.deepEqual(buffer.state, { taken: 4 * BLOCK, gaps: 0, playing: true, dry: false });
  });

  it('waits no longer for more than it would take to play it', () => {
    const buffer = new JitterBuffer(4 * BLOCK);
    buffer.push(samples(BLOCK));
    assert.equal(pull(buffer, 5).filter((sample) => sample > 0).length, BLOCK);
  });

  it('plays a last bit at once, however small it is', () => {
    const buffer = new JitterBuffer(4 * BLOCK);
    buffer.push(samples(10));
    buffer.end();
    assert.equal(pull(buffer).filter((sample) => sample > 0).length, 10);
    assert.equal(buffer.state.gaps, 0);
  });

  it('counts a gap once more comes after it, and not before', () => {
    const buffer = new JitterBuffer(BLOCK);
    buffer.push(samples(BLOCK));
    pull(buffer, 3);
    assert.deepEqual(buffer.state, { taken: BLOCK, gaps: 0, playing: false, dry: true });
    buffer.push(samples(2 * BLOCK));
    pull(buffer);
    assert.deepEqual(buffer.state, { taken: 2 * BLOCK, gaps: 1, playing: true, dry: false });
  });

  it('gives every sample once, however they come', () => {
    const buffer = new JitterBuffer(0);
    const all = Float32Array.from({ length: 5000 }, (_, i) => i + 1);
    for (let at = 0, size = 1; at < all.length; at += size, size = (size * 3) % 701) {
      buffer.push(all.slice(at, at + size));
    }
    buffer.end();
    assert.deepEqual(
      pull(buffer, 45).filter((sample) => sample > 0),
      [...all],
    );
  });
});

describe('RemoteClock', () => {
  it('believes the quickest answer', () => {
    const clock = new RemoteClock();
    clock.answered(0, 1080, 100); // the way there took 80, the way back 20
    assert.equal(clock.toLocal(2000), 970);
    clock.answered(200, 1205, 210);
    assert.equal(clock.toLocal(2000), 1000);
    clock.answered(300, 1000, 400);
    assert.equal(clock.toLocal(2000), 1000);
    clock.restart();
    clock.answered(500, 1510, 540);
    assert.equal(clock.toLocal(2000), 1010);
  });
});

describe('WindowOutput', () => {
  const progress: OutputProgress = { ...NOTHING_HEARD, handed: 100, heard: 80, clockMs: 5, playing: true };

  /** An output with what it sends; `link.receive` is the window. */
  function opened() {
    const sent: ToWindow[] = [];
    const link = new WindowLink((message) => sent.push(message));
    const output = new WindowOutput(link);
    const heard: OutputProgress[] = [];
    const failures: Error[] = [];
    const opening = output.open(24_000, {
      progress: (each) => heard.push(each),
      failed: (error) => failures.push(error),
    });
    const { output: id } = sent[0]!;
    return { ...{ sent, link, output, heard, failures, opening, id } };
  }

  it('has the window play, and tells what it heard', async () => {
    const { sent, link, output, heard, opening, id } = opened();
    link.receive({ type: 'opened', output: id });
    await opening;
    output.write(samples(10));
    output.end();
    link.receive({ type: 'progress', output: id, progress });
    link.receive({ type: 'progress', output: id + 1, progress: NOTHING_HEARD });
    assert.deepEqual(heard, [progress]);
    const closing = output.close();
    link.receive({ type: 'closed', output: id, progress: { ...progress, heard: 90 } });
    assert.equal((await closing).heard, 90);
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['open', 'write', 'end', 'close'],
    );
  });

  it('does not open where the window says why it cannot play', async () => {
    const { link, opening, id } = opened();
    link.receive({ type: 'failed', output: id, message: 'No sound today.' });
    await assert.rejects(opening, { code: 'no-sound-device', message: 'No sound today.' });
  });

  it('fails where the window loses it', async () => {
    const { link, failures, opening, id } = opened();
    link.receive({ type: 'opened', output: id });
    await opening;
    link.receive({ type: 'failed', output: id, message: 'moved' });
    assert.equal(failures.length, 1);
  });
});

describe('Messages between extension and sound page', () => {
  it('are taken as they are meant, samples as samples', () => {
    const write = { type: 'write', output: 1, samples: samples(3) };
    assert.deepEqual(toSoundPageSchema.parse(write), write);
    const pong = { type: 'pong', sentMs: 1.5, pageMs: 2 };
    assert.deepEqual(fromSoundPageSchema.parse(pong), pong);
  });

  it('are not taken when they are anything else', () => {
    for (const message of [
      undefined,
      'open',
      { type: 'open', output: 1 },
      { type: 'write', output: 1, samples: [0] },
    ]) {
      assert.equal(toSoundPageSchema.safeParse(message).success, false);
    }
    for (const message of [
      { type: 'run' },
      { type: 'opened', output: -1 },
      { type: 'failed', output: 1, message: {} },
    ]) {
      assert.equal(fromSoundPageSchema.safeParse(message).success, false);
    }
  });
});
