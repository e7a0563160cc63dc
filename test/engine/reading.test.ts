import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { EngineClient } from '../../src/client/engineClient.js';
import { AloudError } from '../../src/protocol/errors.js';
import { GetMeasurements, GetPerformance, GetStatus } from '../../src/protocol/performance.js';
import { engineClient, request, rms, scratchFolder, wavSamples } from './support/engine.js';

describe('a reading', () => {
  let client: EngineClient;
  const scratch = scratchFolder();

  before(async () => {
    client = engineClient();
    await client.start();
  });

  after(async () => {
    await client.dispose();
    scratch.remove();
  });

  it('is audible speech, and its report says what the samples say', async () => {
    const wavPath = join(scratch.path, 'speech.wav');
    const report = await client.read(request('Quick test. It has two sentences.', { wavPath })).finished;
    const samples = wavSamples(wavPath);

    assert.ok(rms(samples) > 0.01, `the samples are all but silent: ${rms(samples)}`);
    assert.equal(report.ended, 'end');
    assert.ok(Math.abs(report.audioMs - samples.length / 24) < 1, 'audioMs is the length of the file');
    assert.ok(samples.findIndex((sample) => Math.abs(sample) > 0.01) < 0.02 * 24_000, 'it starts audible');
    assert.ok(report.ttfaMs !== null && report.ttfaMs > 0);
    assert.equal(report.words.length, 6);
    // How a sentence is cut depends on how fast this machine is; that nothing is left out does not.
    const ends = report.segments.filter(({ split }) => split === 'sentence').map(({ end }) => end);
    assert.deepEqual(ends, [11, 33]);
    assert.equal(report.segments[0]!.start, 0);
    assert.ok(Object.values(report.stagesMs).some((ms) => ms !== null && ms > 0));
    assert.ok(report.rtf !== null && report.rtf > 0);
    assert.equal(report.underruns, 0);
    assert.ok(report.loudnessLufs !== null && report.truePeakDbtp !== null && report.truePeakDbtp <= -1);
  });

  it('is remembered without its text', async () => {
    const report = await client.read(request('Remember this.')).finished;
    const measurements = await client.ask(GetMeasurements);
    assert.equal(measurements[0]?.summary.id, report.id);
    assert.equal(measurements[0].summary.ttfaMs, report.ttfaMs);
    assert.ok(!JSON.stringify(measurements).includes('Remember'));

    const { readings, bottleneck } = await client.ask(GetPerformance);
    assert.equal(readings, 0, 'nobody has heard it');
    assert.equal(bottleneck, null);

    const status = await client.ask(GetStatus);
    assert.equal(status.state, 'idle');
    assert.equal(status.model, report.model);
    assert.equal(status.sampleRate, 24_000);
    assert.ok(status.busyCores >= 0 && status.machine.cores > 0 && status.machine.memoryBytes > status.memoryBytes);
    assert.match(status.machine.processor, /\S/);
    assert.ok(status.threads > 0 && status.memoryBytes > 0 && status.peakMemoryBytes >= status.memoryBytes);
  });

  it('tells words in order and inside the audio', async () => {
    const text = 'The quick brown fox jumps over the lazy dog near the river, twice a day.';
    const { words, audioMs } = await client.read(request(text)).finished;
    assert.equal(text.slice(words[1]!.start, words[1]!.end), 'quick');
    words.reduce((previous, word) => {
      assert.ok(word.atMs >= previous && word.atMs <= audioMs, `${word.atMs} of ${audioMs}`);
      return word.atMs;
    }, 0);
  });

  it('ends after the asked amount of audio', async () => {
    const report = await client.read(request('One two three four five six seven eight nine.', { maxSeconds: 0.5 }))
      .finished;
    assert.equal(report.ended, 'limit');
    assert.ok(Math.abs(report.audioMs - 500) < 1);
  });

  it('can be stopped while its first segment is being made', async () => {
    const reading = client.read(request('This sentence is long enough to take a while before it can be heard at all.'));
    await reading.stop();
    assert.equal((await reading.finished).ended, 'stopped');
  });

  it('is replaced by a new one at once', async () => {
    const first = client.read(
      request('The first reading is not interesting enough to be heard to its end. '.repeat(20)),
    );
    const second = client.read(request('Second.'));
    assert.equal((await second.finished).ended, 'end');
    assert.equal((await first.finished).ended, 'replaced');
  });

  it('reads a text of 200 kB without being asked to wait for it, and stops', async () => {
    const text = 'Large files start as fast as paragraphs do, since text is prepared ahead of need. '.repeat(2_500);
    const report = await client.read(request(text, { maxSeconds: 3 })).finished;
    assert.equal(report.characters, text.length);
    assert.equal(report.ended, 'limit');
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['white space', ' \n\t\n '],
    ['only control characters', '\u0000\u0007\u001b\u009f'],
    ['only punctuation', '… — …'],
  ] as const) {
    it(`says that there is nothing to read in ${what}`, async () => {
      await assert.rejects(client.read(request(text)).finished, (error) => {
        assert.ok(error instanceof AloudError);
        assert.equal(error.code, 'nothing-to-read');
        return true;
      });
    });
  }

  for (const [what, text] of [
    ['emoji', 'Done 🎉👩‍💻 at last.'],
    ['control characters', 'One\u0000two\u001b[31mthree.'],
    ['lone surrogates', 'Half \ud83d of a character \udc00 here.'],
    ['right-to-left and Japanese passages', 'The word שלום and こんにちは mean hello.'],
  ] as const) {
    it(`gets through ${what}`, async () => {
      const report = await client.read(request(text)).finished;
      assert.equal(report.ended, 'end');
      assert.ok(report.ttfaMs !== null);
    });
  }

  it('refuses an unknown voice with a sentence that helps', async () => {
    await assert.rejects(client.read(request('Hello.', { voice: '../../etc/passwd' })).finished, (error) => {
      assert.ok(error instanceof AloudError);
      assert.equal(error.code, 'unknown-voice');
      return true;
    });
  });

  it('writes no WAV where there is no room for one, and says so', async () => {
    const wavPath = join(scratch.path, 'missing', 'speech.wav');
    await assert.rejects(client.read(request('Hello.', { wavPath })).finished, (error) => {
      assert.ok(error instanceof AloudError);
      assert.equal(error.code, 'disk');
      return true;
    });
  });
});
