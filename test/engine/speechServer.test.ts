import assert from 'node:assert/strict';
import { execa } from 'execa';
import { join, resolve } from 'node:path';
import { EngineClient } from '../../src/client/engineClient.js';
import { AloudError } from '../../src/protocol/errors.js';
import { GetStatus } from '../../src/protocol/performance.js';
import type { ReadingReport, WordTime } from '../../src/protocol/reading.js';
import type { ReadingRequestInput } from '../../src/client/reading.js';
import { eventually } from '../harness/eventually.js';
import { type BadServer, badServer, toneWav } from './support/badServer.js';
import { enginePath, engineOptions, request, rms, scratchFolder, wavSamples } from './support/engine.js';
import { serve, type Serving } from './support/serve.js';

const TEXT = 'The first sentence calls getUserById. The second one, a little longer, has 42 words or so. Done!';

describe('a speech server in place of the model', () => {
  const scratch = scratchFolder();
  const closing: (() => Promise<unknown>)[] = [];

  /** An engine that asks a server; `models` is the folder of what stands in. */
  function engine(url: string, { key, models }: { key?: string; models?: string } = {}): EngineClient {
    const speechServer = { url, ...(key !== undefined && { key }) };
    const client = new EngineClient({
      enginePath,
      options: () => ({ ...engineOptions(models), speechServer }),
      log: (level, message) => {
        if (process.env.VERBOSE) console.log(`[${level}] ${message}`);
      },
    });
    closing.push(() => client.dispose());
    return client;
  }

  async function misbehaving(...args: Parameters<typeof badServer>): Promise<BadServer> {
    const server = await badServer(...args);
    closing.push(() => server.close());
    return server;
  }

  async function read(client: EngineClient, text: string, changes: Partial<ReadingRequestInput> = {}) {
    const notices: string[] = [];
    const reading = client.read(request(text, changes));
    reading.onNotice((message) => {
      if (!message.includes('so Aloud waits a little')) notices.push(message); // machines that run tests are busy
    });
    return { report: await reading.finished, notices };
  }

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  after(() => {
    scratch.remove();
  });

  const noModels = join(scratch.path, 'none');

  describe('that is another Aloud', () => {
    let serving: Serving;

    before(async () => {
      serving = await serve(['--token-file', join(scratch.path, 'token')]);
    });

    after(() => serving.stop());

    it('is heard on a machine without a model', async () => {
      const client = engine(`${serving.url}/v1`, { key: serving.token!, models: noModels });
      assert.equal((await client.ask(GetStatus)).provider, 'server');
      const wavPath = join(scratch.path, 'remote.wav');
      const { report, notices } = await read(client, TEXT, { wavPath });
      assert.deepEqual(notices, []);
      assert.equal(report.ended, 'end');
      assert.equal(report.provider, 'server');
      assert.ok(report.ttfaMs !== null && report.ttfaMs > 0);
      assert.ok(report.stagesMs.server !== null && report.stagesMs.server > 0);
      assert.equal(report.stagesMs.infer, null);
      assert.equal(report.bottleneck, 'server');
      heardOnce(report, TEXT);
      const samples = wavSamples(wavPath);
      assert.ok(rms(samples) > 0.01);
      assert.ok(samples.findIndex((sample) => Math.abs(sample) > 0.01) < 0.02 * 24_000, 'it starts audible');
      assert.ok(Math.abs(report.audioMs - samples.length / 24) < 1);
      console.log(`      first sound after ${Math.round(report.ttfaMs)} ms, ${report.chunks.length} chunks`);

      const { state, providerReason, model } = await client.ask(GetStatus);
      assert.equal(state, 'idle');
      assert.equal(model, 'auto');
      assert.ok(providerReason.includes(new URL(serving.url).host));
    });

    it('tells words about where they are', async () => {
      const text = 'Every word of this sentence should be marked about when it is heard. '.repeat(4).trim();
      const remote = await read(engine(serving.url, { key: serving.token!, models: noModels }), text);
      const local = new EngineClient({ enginePath, options: () => engineOptions(), log: () => undefined });
      closing.push(() => local.dispose());
      const { report } = await read(local, text);
      assert.equal(remote.report.words.length, report.words.length);
      // How long a pause or a word is may differ from one making to the next; the pace is learnt from the first sentence.
      const [estimated, known] = [remote.report, report].map(({ words }) => placesInSentence(words.slice(-13)));
      const errors = estimated!.map((place, index) => Math.abs(place - known![index]!));
      const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
      console.log(`      off by ${(100 * mean).toFixed(1)} % of the sentence`);
      assert.ok(mean < 0.15, `off by ${mean}`);
    });

    it('gives way to this machine where the key is wrong', async () => {
      const { report, notices } = await read(engine(serving.url, { key: 'wrong' }), TEXT);
      assert.equal(notices.length, 1);
      assert.match(notices[0]!, /key \(401.*Set Speech Server Key.*This machine reads/);
      assert.equal(report.provider, 'cpu');
      heardOnce(report, TEXT);
    });

    it('is told at once when nobody listens any more', async () => {
      const client = engine(serving.url, { key: serving.token!, models: noModels });
      const reading = client.read(request('This goes on and on, longer than anybody would listen to it. '.repeat(50)));
      await eventually('a sound', () => reading.ttfaMs !== undefined);
      await reading.stop();
      assert.equal((await reading.finished).ended, 'stopped');
      await eventually('the server to be idle', async () => {
        const { queue } = (await (await serving.ask('/status')).json()) as { queue: { length: number } };
        return queue.length === 0;
      });
    });

    it('speaks on the command line, with the key of the environment', async () => {
      const file = join(scratch.path, 'cli.wav');
      const cli = (key: string, ...args: string[]) =>
        execa(process.execPath, [resolve('dist/cli.js'), 'say', TEXT, '--no-play', '--json', ...args], {
          env: { ALOUD_ENGINE_KEY: key },
          reject: false,
        });
      const { exitCode, stdout, stderr } = await cli(serving.token!, '--engine-url', serving.url, '--out', file);
      assert.equal(exitCode, 0, stderr);
      assert.equal((JSON.parse(stdout.split('\n').at(-1)!) as ReadingReport).provider, 'server');
      assert.ok(rms(wavSamples(file)) > 0.01);
      const refused = await cli('', '--engine-url', 'https://me:hunter2@example.com');
      assert.equal(refused.exitCode, 2);
      assert.match(refused.stderr, /password/);
      assert.ok(!refused.stderr.includes('hunter2'));
    });
  });

  it('that dies in mid-reading leaves the rest to this machine', async () => {
    const serving = await serve(['--no-token']);
    closing.push(() => serving.stop());
    const text = 'The server says this sentence, and a few more of the same length, before it is gone. '
      .repeat(12)
      .trim();
    const client = engine(serving.url);
    const notices: string[] = [];
    const reading = client.read(request(text));
    reading.onNotice((message) => notices.push(message));
    await eventually('two sentences', () => new Set(reading.chunks.map(({ segment }) => segment)).size >= 2);
    await serving.stop();
    const report = await reading.finished;
    assert.equal(report.ended, 'end');
    assert.equal(notices.length, 1);
    assert.match(notices[0]!, /cannot be reached.*This machine reads/);
    assert.equal(report.provider, 'server', 'it was heard first');
    heardOnce(report, text);
    assert.match((await client.ask(GetStatus)).providerReason, /cannot be reached/);
  });

  it('that is not there is said together with the model that is not', async () => {
    const gone = await badServer(() => undefined);
    await gone.close();
    await assert.rejects(read(engine(gone.url, { models: noModels }), TEXT), (error) => {
      assert.ok(error instanceof AloudError && error.code === 'network');
      assert.match(error.message, /the connection was refused.*aloud\.engine\.url.*not installed.*Install Model/);
      return true;
    });
  });

  it('that is not there is left alone for a while', async () => {
    let asked = 0;
    const server = await misbehaving((response) => {
      asked += 1;
      response.writeHead(500).end('{}');
    });
    const client = engine(server.url);
    assert.match((await read(client, 'One.')).notices.join(), /failed \(500\)/);
    assert.deepEqual((await read(client, 'Two.')).notices, []);
    assert.equal(asked, 1);
  });

  it('is asked with what is said, and with nothing else', async () => {
    const server = await misbehaving((response) => response.writeHead(200).end(toneWav(400)));
    const client = engine(server.url, { key: 's3cret', models: noModels });
    const { report } = await read(client, TEXT, { speed: 1.5, voice: 'alloy' });
    assert.deepEqual(
      server.asked.map(({ body }) => body.input),
      [
        'The first sentence calls get user by I D.',
        'The second one, a little longer, has forty two words or so.',
        'Done!',
      ],
    );
    assert.equal(server.asked[0]!.url, '/v1/audio/speech');
    assert.equal(server.asked[0]!.headers.authorization, 'Bearer s3cret');
    const { input, ...rest } = server.asked[0]!.body;
    assert.ok(input);
    assert.deepEqual(rest, { model: 'tts-1', voice: 'alloy', speed: 1.5, response_format: 'wav', stream: true });
    heardOnce(report, TEXT);
    assert.ok(Math.abs(report.audioMs - (3 * 400 + (2 * 350) / 1.5)) < 60, `${report.audioMs} ms`);
  });

  it('may have a rate of its own', async () => {
    const server = await misbehaving((response) => response.writeHead(200).end(toneWav(1000, 44_100)));
    const wavPath = join(scratch.path, 'rate.wav');
    const { report } = await read(engine(server.url, { models: noModels }), 'One second of it.', { wavPath });
    assert.ok(Math.abs(report.audioMs - 1000) < 20, `${report.audioMs} ms`);
    assert.ok(Math.abs(rms(wavSamples(wavPath)) - 0.3 / Math.SQRT2) < 0.01);
  });

  it('that is busy for a moment is asked again', async () => {
    const server = await misbehaving((response, _, count) =>
      count === 1
        ? response.writeHead(429, { 'Retry-After': '1' }).end('{"error":{"message":"Full."}}')
        : response.writeHead(200).end(toneWav(300)),
    );
    const { report, notices } = await read(engine(server.url, { models: noModels }), 'Once more.');
    assert.equal(server.asked.length, 2);
    assert.deepEqual(notices, []);
    assert.ok(report.ttfaMs! > 1000);
  });

  for (const [what, says, answer] of [
    [
      'is busy for long',
      /busy \(429: Full\)/,
      (response) => response.writeHead(429, { 'Retry-After': '600' }).end('{"error":{"message":"Full."}}'),
    ],
    [
      'sends a page',
      /cannot be played, as it is no WAV file/,
      (response) => response.writeHead(200).end('<html>Sign in'),
    ],
    [
      'sends too little',
      /cannot be played, as it is cut off/,
      (response) => response.writeHead(200).end(toneWav(500).subarray(0, 5000)),
    ],
    [
      'knows nothing of speech',
      /no speech server \(404: Not Found\)/,
      (response) => response.writeHead(404).end('{"detail":"Not Found"}'),
    ],
    [
      'leads elsewhere',
      /leads elsewhere \(307\)/,
      (response) => response.writeHead(307, { Location: 'http://example.com/' }).end(),
    ],
    ['says nothing', /nothing came for 5 s/, () => undefined],
    [
      'breaks off',
      /cannot be reached/,
      (response) => {
        response.writeHead(200).write(toneWav(500).subarray(0, 9000));
        setTimeout(() => response.destroy(), 100);
      },
    ],
  ] as const satisfies readonly (readonly [string, RegExp, Parameters<typeof badServer>[0]])[]) {
    it(`that ${what} leaves it to this machine`, async () => {
      const server = await misbehaving(answer);
      const { report, notices } = await read(engine(server.url), TEXT);
      assert.equal(notices.length, 1);
      assert.match(notices[0]!, says);
      assert.match(notices[0]!, /This machine reads/);
      assert.equal(report.ended, 'end');
      heardOnce(report, TEXT);
    });
  }

  it('hears from nobody who asks this engine over the network', async () => {
    const server = await misbehaving((response) => response.writeHead(200).end(toneWav(300)));
    const options = {
      ...engineOptions(),
      speechServer: { url: server.url },
      server: { host: '127.0.0.1', port: 0, allowedHosts: [] },
    };
    const client = new EngineClient({ enginePath, options: () => options, log: () => undefined });
    closing.push(() => client.dispose());
    const { server: served } = await client.start();
    assert.ok(served && 'url' in served);
    const response = await fetch(`${served.url}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ input: 'For another program.' }),
    });
    assert.equal(response.status, 200);
    assert.ok((await response.arrayBuffer()).byteLength > 24_000);
    assert.equal(server.asked.length, 0);
  });
});

/** Where words begin, from the first one's beginning (0) to the last one's (1). */
function placesInSentence(words: readonly WordTime[]): number[] {
  const [fromMs, toMs] = [words[0]!.atMs, words.at(-1)!.atMs];
  return words.map(({ atMs }) => (atMs - fromMs) / (toMs - fromMs));
}

/** Every sentence was made to its end, in order, and each word is told in its place. */
function heardOnce({ segments, words, audioMs }: ReadingReport, text: string): void {
  const ends = [...text.matchAll(/[.!](?= |$)/g)].map(({ index }) => index + 1);
  const made = segments.map(({ end }) => end).filter((end) => ends.includes(end));
  // One that broke off is made again.
  assert.deepEqual(
    made.filter((end, index) => end !== made[index - 1]),
    ends,
  );
  words.reduce((previous, { atMs }) => {
    assert.ok(atMs >= previous && atMs <= audioMs, `${atMs} after ${previous}, of ${audioMs}`);
    return atMs;
  }, 0);
  const told = new Set(words.map(({ start }) => start));
  for (const { index } of text.matchAll(/(?<=^| )[A-Za-z0-9]/g)) assert.ok(told.has(index), `no word at ${index}`);
}
