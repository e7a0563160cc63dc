import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { MOST_BODY_BYTES } from '../../../src/server/speechRequest.js';
import { serve, type Serving } from '../support/serve.js';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Readable;
}

describe('attacks on the speech API', () => {
  let serving: Serving;
  let port: number;
  let watch: { readonly stop: () => Promise<void> };

  before(async () => {
    serving = await serve([], { ALOUD_TOKEN: 'secret' });
    port = Number(new URL(serving.url).port);
    watch = watchHealth();
  });

  after(async () => {
    await watch.stop();
    await serving.stop();
  });

  // Whatever was tried: the server is alive and speaks for others.
  afterEach(async () => {
    const response = await serving.speak({ text: 'Still here.', response_format: 'pcm' });
    assert.equal(response.status, 200);
    assert.ok((await response.arrayBuffer()).byteLength > 10_000);
  });

  /** Somebody else asks for /health all the while; `stop` tells whether every answer was as it should be. */
  function watchHealth() {
    const enough = new AbortController();
    const ask = async () => {
      while (!enough.signal.aborted) {
        assert.equal((await fetch(`${serving.url}/health`)).status, 200);
        await sleep(50);
      }
    };
    const asking = ask();
    asking.catch(() => undefined);
    return {
      stop: () => {
        enough.abort();
        return asking;
      },
    };
  }

  /** Sends what `fetch` would refuse to send. Undefined: the connection was closed without an answer. */
  async function send({ method = 'POST', path = '/v1/audio/speech', headers = {}, body }: Sent) {
    const outgoing = request({
      ...{ port, host: '127.0.0.1', method, path },
      headers: { Authorization: 'Bearer secret', 'Content-Type': 'application/json', ...headers },
    });
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    outgoing.on('error', () => undefined);
    if (body instanceof Readable) body.pipe(outgoing);
    else outgoing.end(body);
    try {
      const [response] = await answered;
      const answer = (await json(response).catch(() => undefined)) as { error?: { message: string } } | undefined;
      return { status: response.statusCode, headers: response.headers, message: answer?.error?.message ?? '' };
    } catch {
      return undefined;
    } finally {
      if (body instanceof Readable) body.destroy();
      outgoing.destroy();
    }
  }

  const speech = (fields: object) => JSON.stringify({ text: 'Hello.', ...fields });
  const refused = async (sent: Sent, status: number, message = /./) => {
    const answer = await send(sent);
    assert.equal(answer?.status, status);
    assert.match(answer.message, message);
    assert.doesNotMatch(answer.message, /node_modules|\.js:\d|\n\s+at /, 'a stack trace');
    return answer;
  };

  it('refuses a wrong token, and none', async () => {
    for (const Authorization of ['Bearer wrong', 'Bearer secret2', '']) {
      await refused({ headers: { Authorization }, body: speech({}) }, 401, /token/);
      await refused({ method: 'GET', path: '/status', headers: { Authorization } }, 401);
    }
    for (const Authorization of ['Basic c2VjcmV0', 'secret', 'Bearer', 'Bearer secret secret']) {
      await refused({ headers: { Authorization }, body: speech({}) }, 400, /token/);
    }
  });

  it('refuses a foreign Host, as of a page whose DNS was rebound', async () => {
    for (const Host of ['evil.example', `evil.example:${port}`, `localhost.evil.example:${port}`, '10.1.2.3']) {
      await refused({ headers: { Host }, body: speech({}) }, 403, /name/);
      await refused({ method: 'GET', path: '/health', headers: { Host } }, 403);
    }
    assert.equal((await send({ method: 'GET', path: '/health', headers: { Host: `localhost:${port}` } }))?.status, 200);
  });

  it('refuses a foreign Origin, as of a page in a browser', async () => {
    for (const Origin of ['https://evil.example', 'null', 'vscode-webview://x', `http://localhost:${port + 1}`]) {
      await refused({ headers: { Origin }, body: speech({}) }, 403, /pages/);
    }
    await refused({ headers: { 'Sec-Fetch-Site': 'cross-site' }, method: 'GET', path: '/status' }, 403, /pages/);
    const preflight = await send({
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    });
    assert.equal(preflight?.status, 403);
    assert.equal(preflight.headers['access-control-allow-origin'], undefined);
  });

  it('refuses a body of 100 MB, announced or not', async () => {
    const size = 100 * 1024 * 1024;
    const memoryBefore = await memory();
    const part = Buffer.alloc(64 * 1024, 'a');
    const endless = () =>
      Readable.from(
        (function* () {
          yield '{"text":"';
          for (let sent = 0; sent < size; sent += part.length) yield part;
          yield '"}';
        })(),
      );
    await refused({ headers: { 'Content-Length': String(size) }, body: endless() }, 413);
    const answer = await send({ headers: { 'Transfer-Encoding': 'chunked' }, body: endless() });
    assert.ok(answer === undefined || answer.status === 413, `status ${answer?.status ?? 'none'}`);
    assert.ok((await memory()) - memoryBefore < size / 2, 'it was kept in memory');
  });

  it('takes a body whose length was not announced, and says where there is none', async () => {
    const chunked = { 'Transfer-Encoding': 'chunked' };
    const parts = [
      Buffer.from('{"text":"H\xc3', 'latin1'),
      Buffer.from('\xa9llo.","response_format":"pcm"}', 'latin1'),
    ];
    assert.equal((await send({ headers: chunked, body: Readable.from(parts) }))?.status, 200);
    await refused({ headers: chunked, body: '' }, 400, /no body/);
    await refused({}, 400, /no body/);
    await refused({ headers: chunked, body: '{' }, 400, /JSON/);
    // Too large by little: all of it has been sent before it is known.
    await refused({ headers: chunked, body: speech({ text: 'a'.repeat(MOST_BODY_BYTES) }) }, 413);
  });

  it('refuses a text that is too long for one request', async () => {
    await refused({ body: speech({ text: 'Long. '.repeat(4000) }) }, 413, /parts/);
  });

  it('closes connections whose headers or body come too slowly', async function () {
    this.timeout(120_000);
    const head = `POST /v1/audio/speech HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer secret\r\n`;
    const slowly = [head, `${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"text":"`];
    await Promise.all(
      slowly.map(async (start) => {
        const socket = connect(port, '127.0.0.1');
        const dripping = setInterval(() => socket.write('a'), 500);
        let answer = '';
        socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
        const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
        socket.write(start);
        await closed;
        clearInterval(dripping);
        assert.ok(answer === '' || /^HTTP\/1\.1 4\d\d /.test(answer), answer);
      }),
    );
  });

  it('never takes a voice or a model for a path', async () => {
    const paths = ['../../etc/passwd', '/etc/passwd', '..\\..\\windows\\win.ini', 'af_heart/../am_adam', 'af_heart\0'];
    for (const path of [...paths, 'voices/af_heart', '', ' ', '__proto__', 'constructor']) {
      await refused({ body: speech({ voice: path }) }, 400);
      await refused({ body: speech({ model: path }) }, 400);
    }
    const climb = '../'.repeat(3413);
    await refused({ body: speech({ voice: climb }) }, 400);
    await refused({ body: speech({ model: climb }) }, 400);
    for (const path of [`/${climb}etc/passwd`, `/v1/${'%2e%2e%2f'.repeat(1000)}etc/passwd`, '/..%5c..%5cetc']) {
      const answer = await send({ method: 'GET', path });
      assert.ok(answer && [400, 404].includes(answer.status!), `${answer?.status ?? 'none'}`);
    }
  });

  it('refuses what is no JSON, and values out of range', async () => {
    for (const body of [
      '',
      '{',
      '{"text":}',
      'text=Hello',
      '\0',
      '{"text":"\ud800',
      '[',
      '{"text":"Hello.","speed":NaN}',
    ]) {
      await refused({ body }, 400, /JSON/);
    }
    for (const speed of ['NaN', null, 0, -1, 1e308, '1; DROP TABLE', {}]) {
      await refused({ body: speech({ speed }) }, 400, /speed/);
    }
    for (const [fields, says] of [
      [{ speed: 99 }, /^"speed" has to be a number from 0\.5 to 4\.$/],
      [{ response_format: 'exe' }, /^"response_format" has to be one of "wav", "pcm", .*"flac"\.$/],
      [{ text: 7 }, /^"text" has to be a text of 1 to 20,000 characters\.$/],
      [{ voice: ['x'], stream_format: 'sse' }, /^"voice" .*voices.* "stream_format" has to be "audio"\.$/],
    ] as const) {
      await refused({ body: speech(fields) }, 400, says);
    }
    await refused({ body: '{}' }, 400, /"input" or "text"/);
    await refused({ body: '[]' }, 400, /one JSON object/);
    await refused({ body: '{"text":"Hello.","speed":1e999}' }, 400, /speed/);
    await refused({ body: '{"__proto__":{"text":"Hello."}}' }, 400);
    await refused({ body: '['.repeat(50_000) }, 400, /JSON/);
    await refused({ headers: { 'Content-Type': 'text/plain' }, body: speech({}) }, 415);
  });

  it('answers what is no HTTP with 400 and closes', async () => {
    for (const garbage of [
      '\x16\x03\x01\x02\x00\x01',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(40_000)} HTTP/1.1\r\n`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve));
      socket.write(garbage);
      await closed;
      assert.match(answer, /^(HTTP\/1\.1 4\d\d |$)/);
    }
  });

  it('says how a path may be asked', async () => {
    const get = await refused({ method: 'GET' }, 405, /does not take GET: use POST\./);
    assert.equal(get.headers.allow, 'POST');
    const remove = await refused({ method: 'DELETE', path: '/status' }, 405, /use GET or HEAD\./);
    assert.equal(remove.headers.allow, 'GET, HEAD');
    await refused({ method: 'GET', path: '/v1/audio/nothing' }, 404, /openapi/);
    await refused({ method: 'DELETE', path: '/status', headers: { Authorization: '' } }, 401);
  });

  it('limits how often one client may ask', async () => {
    const asked = await Promise.all(Array.from({ length: 120 }, () => send({ body: '{' })));
    const statuses = new Set(asked.map((answer) => answer?.status));
    assert.deepEqual([...statuses].sort(), [400, 429]);
    const limited = asked.find((answer) => answer?.status === 429)!;
    const seconds = Number(limited.headers['retry-after']);
    assert.ok(seconds >= 1 && seconds <= 10, `Retry-After: ${seconds}`);
    await sleep(seconds * 1000);
  });

  it('keeps no token file where the token is given', () => {
    assert.equal(serving.tokenFile, undefined);
    assert.ok(!existsSync('secret'));
  });

  async function memory(): Promise<number> {
    const response = await serving.ask('/status');
    return ((await response.json()) as { memoryBytes: number }).memoryBytes;
  }
});
