import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { EngineClient } from '../../src/client/engineClient.js';
import type { Reading } from '../../src/client/reading.js';
import { monotonicMs } from '../../src/metrics/clock.js';
import { Cleanup } from '../harness/cleanup.js';
import { eventually } from '../harness/eventually.js';
import { recordedSink } from '../harness/recordedSink.js';
import type { Recorder } from '../harness/recorder.js';
import { engineClient, request, scratchFolder, wavSamples } from './support/engine.js';

const sentences = [
  'The lighthouse keeper wrote down the weather every evening before he lit the lamp.',
  'On some nights there was nothing to write, and he wrote that down as well.',
  'One winter the ink froze, so he learnt the weather by heart until the spring came.',
  'Then he sat for three days and wrote, while gulls walked up and down before his door.',
];
const story = sentences.join(' ');

describe('a reading that is steered', function () {
  this.timeout(120_000);
  const cleanup = new Cleanup();
  let client: EngineClient;
  let recorder: Recorder;

  before(async () => {
    recorder = await recordedSink(cleanup);
    client = engineClient();
    cleanup.add(() => client.dispose());
    await client.start();
  });

  after(() => cleanup.run());

  function start(): Reading {
    return client.read(request(story, { output: 'device' }));
  }

  /** Waits until a sentence is heard, by its index. */
  function spoken(reading: Reading, index: number): Promise<unknown> {
    return eventually(`sentence ${index}`, () => reading.spoken?.sentence.index === index);
  }

  it('goes to the next sentence, to the one before and to the beginning of the same', async () => {
    const reading = start();
    await spoken(reading, 1); // by then the rest has been made, as a rule
    for (const [to, index] of [
      ['next', 2],
      ['next', 3],
      ['previous', 2],
      ['replay', 2],
      ['previous', 1],
      ['previous', 0],
      ['previous', 0],
      ['next', 1],
    ] as const) {
      await reading.skip(to);
      await spoken(reading, index);
      await recorder.soundAfter(monotonicMs());
    }
    await reading.stop();
    const { words } = await reading.finished;
    assert.ok(words.every(({ atMs }, i) => i === 0 || atMs >= words[i - 1]!.atMs));
  });

  it('goes on where it is told to when it was paused', async () => {
    const reading = start();
    await spoken(reading, 0);
    await reading.pause();
    assert.equal(reading.state, 'paused');
    await reading.skip('next');
    await spoken(reading, 1);
    assert.equal(reading.state, 'reading');
    await reading.stop();
  });

  it('goes on with text that has not been made yet, and back to what it left out', async () => {
    const reading = start();
    await spoken(reading, 0);
    await reading.skip('next');
    await reading.skip('next'); // before anything of the one in between is made
    await spoken(reading, 2);
    await reading.skip('previous');
    await spoken(reading, 1);
    await reading.skip('previous');
    await spoken(reading, 0);
    for (const index of [1, 2, 3]) {
      await reading.skip('next');
      await spoken(reading, index);
    }
    await reading.skip('next');
    const report = await reading.finished;
    assert.equal(report.ended, 'end', 'behind the last sentence it ends');
    const audioMs = report.chunks.reduce((sum, chunk) => sum + chunk.audioMs, 0);
    assert.ok(Math.abs(audioMs - report.audioMs) < 1);
    assert.ok(
      report.chunks.every(({ segment }) => report.segments[segment]),
      'every chunk has its segment',
    );
    assert.ok(report.words.every(({ atMs }, i) => i === 0 || atMs >= report.words[i - 1]!.atMs));
  });

  it('is read faster from one moment to the next', async () => {
    const reading = start();
    await spoken(reading, 0);
    await reading.adjust({ speed: 2 });
    assert.equal(reading.speed, 2);
    await eventually('the clock to follow', () => reading.track.rate === 2);
    await spoken(reading, 1);
    await reading.stop();
  });

  it('is as long as its speed says, beyond what the model can do itself', async () => {
    const lengths: number[] = [];
    for (const speed of [1, 4]) lengths.push((await client.read(request(story, { speed })).finished).audioMs);
    const ratio = lengths[0]! / lengths[1]!;
    console.log(`      at speed 4 it takes ${(100 / ratio).toFixed(0)} % of the time`);
    assert.ok(ratio > 3.4 && ratio < 4.6, `${ratio}`);
  });

  it('falls silent and sounds again as its volume says', async () => {
    const reading = start();
    await recorder.soundAfter(reading.request.acceptedAtMs);
    await reading.adjust({ volume: 0 });
    const silentMs = await recorder.silenceAfter(monotonicMs());
    assert.equal(reading.state, 'reading', 'it goes on, unheard');
    await reading.adjust({ volume: 1 });
    await recorder.soundAfter(silentMs + 100);
    await reading.stop();
  });

  it('is written whole to a file although its engine was killed in the middle', async () => {
    const scratch = scratchFolder();
    try {
      const wavPath = join(scratch.path, 'story.wav');
      const reading = client.read(request(story, { output: 'device', wavPath, speed: 2 }));
      await spoken(reading, 2);
      process.kill(client.pid!, 'SIGKILL');
      const report = await reading.finished;
      assert.equal(report.restarts, 1);
      assert.equal(report.words.length, story.split(' ').length);
      const writtenMs = (wavSamples(wavPath).length / 24_000) * 1000;
      const whole = await client.read(request(story, { speed: 2 })).finished;
      assert.ok(Math.abs(writtenMs - whole.audioMs) < 500, `${writtenMs} ms written of ${whole.audioMs}`);
    } finally {
      scratch.remove();
    }
  });
});
