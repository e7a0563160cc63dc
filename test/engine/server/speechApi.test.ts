import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { operations } from '../../../src/server/openApi.js';
import { findProgram } from '../../../src/playback/findProgram.js';
import { rms, scratchFolder } from '../support/engine.js';
import { pcmSamples, serve, type Serving, wavStreamSamples } from '../support/serve.js';

const AUDIBLE = 0.01;

describe('the speech API', () => {
  let serving: Serving;
  const scratch = scratchFolder();

  before(async () => {
    serving = await serve(['--token-file', join(scratch.path, 'token')]);
  });

  after(async () => {
    await serving.stop();
    scratch.remove();
  });

  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

  it("plays from OpenAI's own client", async () => {
    const client = new OpenAI({ baseURL: `${serving.url}/v1`, apiKey: serving.token ?? '' });
    const { data } = await client.models.list();
    assert.deepEqual(
      data.map(({ id }) => id),
      ['kokoro'],
    );
    const speech = await client.audio.speech.create({
      model: 'tts-1',
      voice: 'af_heart',
      input: 'Spoken by the official client.',
      response_format: 'pcm',
    });
    const samples = pcmSamples(await bytesOf(speech));
    assert.ok(samples.length > 24_000, `${samples.length} samples`);
    assert.ok(rms(samples) > 0.01);
    assert.ok(samples.findIndex((sample) => Math.abs(sample) > AUDIBLE) < 0.02 * 24_000, 'it starts audible');

    await assert.rejects(
      client.audio.speech.create({ model: 'tts-1', voice: 'nobody', input: 'Hello.' }),
      (error) => error instanceof OpenAI.BadRequestError && error.message.includes('af_heart'),
    );
  });

  it('streams a WAV file while it is made', async () => {
    const text = 'Every sentence of this text is sent when it has been made. '.repeat(3);
    const response = await serving.speak({ text, voice: 'bf_emma', speed: 1.2 });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'audio/wav');
    const pieces: Buffer[] = [];
    let statusMeanwhile: { state: string; queue: { length: number } } | undefined;
    for await (const piece of response.body!) {
      pieces.push(Buffer.from(piece as Uint8Array));
      statusMeanwhile ??= (await (await serving.ask('/status')).json()) as typeof statusMeanwhile;
    }
    assert.equal(statusMeanwhile?.state, 'reading', 'the first bytes came before the last were made');
    assert.equal(statusMeanwhile.queue.length, 1);
    const bytes = Buffer.concat(pieces);
    assert.equal(bytes.toString('latin1', 0, 4), 'RIFF');
    assert.equal(bytes.readUInt32LE(24), 24_000);
    assert.ok(rms(wavStreamSamples(bytes)) > 0.01);
  });

  it('makes other formats where ffmpeg is installed, and says so where it is not', async () => {
    const response = await serving.speak({ input: 'Hello.', response_format: 'mp3' });
    if (findProgram('ffmpeg', process.env) === undefined) {
      assert.equal(response.status, 400);
      assert.match(await response.text(), /needs ffmpeg.*wav.*pcm/);
    } else {
      assert.equal(response.headers.get('content-type'), 'audio/mpeg');
      assert.ok((await bytesOf(response)).length > 1000);
    }
  });

  it('stops working when the client goes away', async () => {
    const text = 'This text is far too long for somebody who has gone away. '.repeat(100);
    const leave = new AbortController();
    const response = await serving.speak({ text }, { signal: leave.signal });
    await response.body!.getReader().read();
    leave.abort();
    const before = await latest();
    assert.equal(before.ended, 'stopped');
    assert.ok(before.audioMs < 60_000, `${before.audioMs} ms were made for nobody`);
  });

  it('answers /health at once while it speaks', async () => {
    const response = await serving.speak({ text: `${'A sentence without an end goes on '.repeat(6)}.` });
    const reader = response.body!.getReader();
    const timesMs: number[] = [];
    for (let done = false; !done;) {
      const startedAt = performance.now();
      assert.equal((await fetch(`${serving.url}/health`)).status, 200);
      timesMs.push(performance.now() - startedAt);
      ({ done } = await reader.read());
    }
    timesMs.sort((a, b) => a - b);
    const [medianMs, worstMs] = [timesMs[timesMs.length >> 1]!, timesMs.at(-1)!];
    console.log(`      ${timesMs.length} answers: median ${medianMs.toFixed(1)} ms, worst ${worstMs.toFixed(1)} ms`);
    assert.ok(worstMs < 1000, `an answer took ${worstMs} ms`);
  });

  it('keeps its token in a file that only the user can read, for one launch', () => {
    const file = serving.tokenFile!;
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(serving.token!.length > 40);
  });

  describe('with its OpenAPI document', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
    let document: {
      paths: Record<
        string,
        Record<string, { requestBody?: Content; responses: Record<string, Partial<Content> | undefined> }>
      >;
      components: unknown;
    };
    interface Content {
      content: Record<string, { schema?: object }>;
    }

    before(async () => {
      document = (await (await serving.ask('/openapi.json')).json()) as typeof document;
      ajv.addSchema({ $id: 'document', components: document.components });
    });

    /** Checks an answer against what the document says of its operation and status. */
    async function conforms(method: string, path: string, response: Response): Promise<void> {
      const described = document.paths[path]?.[method]?.responses[response.status];
      assert.ok(described, `${method} ${path} answered ${response.status}, which is not documented`);
      const type = response.headers.get('content-type')!.split(';')[0]!;
      const media = described.content?.[type];
      assert.ok(media, `${method} ${path} answered ${type}, which is not documented`);
      const body = type === 'application/json' ? await response.json() : await bytesOf(response);
      if (!media.schema) return;
      const schema = JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"document#/')) as object;
      assert.ok(ajv.validate(schema, body), `${method} ${path}: ${ajv.errorsText()}`);
    }

    it('is a valid one', async () => {
      const { Validator } = await import('@seriousme/openapi-schema-validator');
      const { valid, errors } = await new Validator().validate(structuredClone(document));
      assert.ok(valid, JSON.stringify(errors));
    });

    it('answers as it says, everywhere', async () => {
      for (const { method, path } of operations.filter((operation) => operation.method === 'get')) {
        await conforms(method, path, await serving.ask(path));
        if (path !== '/health') {
          await conforms(method, path, await serving.ask(path, { headers: { Authorization: 'Bearer wrong' } }));
        }
        await conforms(method, path, await serving.ask(path, { headers: { Origin: 'https://example.com' } }));
      }
    });

    it('takes the requests that it allows, and no others', async () => {
      const { requestBody } = document.paths['/v1/audio/speech']!.post!;
      const allowed = ajv.compile(requestBody!.content['application/json']!.schema!);
      const bodies: unknown[] = [
        { input: 'Yes.' },
        { text: 'Yes.', voice: 'am_adam', speed: 2, response_format: 'pcm', model: 'kokoro' },
        { input: 'Yes.', instructions: 'Whatever else clients send.' },
        {},
        { input: '' },
        { input: 7 },
        { input: 'No.', speed: 0.4 },
        { input: 'No.', speed: 4.1 },
        { input: 'No.', speed: '1' },
        { input: 'No.', speed: 'NaN' },
        { input: 'No.', speed: null },
        { input: 'No.', response_format: 'exe' },
        { input: 'No.', voice: ['af_heart'] },
        { input: 'No.', stream_format: 'sse' },
        { input: 'No.', model: 'x'.repeat(101) },
        ['No.'],
        'No.',
        null,
      ];
      for (const body of bodies) {
        const response = await serving.speak(body);
        const what = JSON.stringify(body).slice(0, 80);
        assert.equal(response.status, allowed(body) ? 200 : 400, what);
        await conforms('post', '/v1/audio/speech', response);
      }
    });
  });

  describe('as the progress report validates it', () => {
    let open: Serving;
    const curl = (...args: string[]) => execFileSync('curl', ['-s', ...args], { encoding: 'utf8' });

    before(async function () {
      if (findProgram('curl', process.env) === undefined) this.skip();
      open = await serve(['--no-token']);
    });

    after(async () => {
      await open.stop();
    });

    it('answers its commands', () => {
      const file = join(scratch.path, 'quick.wav');
      const said = curl(
        ...['-X', 'POST', `${open.url}/v1/audio/speech`, '-o', file],
        ...['-H', 'Content-Type: application/json'],
        ...['-d', '{"text":"Quick test", "voice":"af_heart", "speed":1.0}'],
        ...['-w', 'TTFA: %{time_starttransfer}s\\n'],
      );
      assert.match(said, /^TTFA: \d+\.\d+s\n$/);
      assert.ok(existsSync(file) && statSync(file).size > 10_000);
      assert.match(curl(`${open.url}/status`), /"provider":"cpu","providerReason":".+"/);
      assert.match(curl(`${open.url}/ttfa-performance`), /"bottleneck":\{"stage":"\w+"/);
      const { measurements } = JSON.parse(curl(`${open.url}/ttfa-measurements`)) as { measurements: unknown[] };
      assert.ok(measurements.length > 0);
      assert.ok(!JSON.stringify(measurements).includes('Quick'));
      assert.match(curl(`${open.url}/metrics`), /aloud_readings_total\{source="http",ended="end"\} 1/);
    });
  });

  /** The summary of the reading that ended last, once none is under way. */
  async function latest(): Promise<{ ended: string; audioMs: number }> {
    for (;;) {
      const { state } = (await (await serving.ask('/status')).json()) as { state: string };
      if (state !== 'reading') break;
    }
    const { measurements } = (await (await serving.ask('/ttfa-measurements')).json()) as {
      measurements: { summary: { ended: string; audioMs: number } }[];
    };
    return measurements[0]!.summary;
  }
});
