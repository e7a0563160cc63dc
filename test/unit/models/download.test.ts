import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { download, type Download } from '../../../src/models/download.js';
import { codeOf } from '../../../src/models/failures.js';
import { FileServer } from './support/fileServer.js';
import { sha256, temporaryFolder } from './support/sample.js';

describe('download', () => {
  const content = randomBytes(200_000);
  let server: FileServer;
  let folder: string;
  let path: string;

  beforeEach(async () => {
    server = new FileServer();
    server.files.set('graph.onnx', content);
    await server.start();
    folder = await temporaryFolder();
    path = join(folder, 'graph.onnx');
  });

  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const fetchIt = (changes: Partial<Download> = {}): Promise<void> =>
    download({
      url: `${server.url}graph.onnx`,
      path,
      expected: { bytes: content.length, sha256: sha256(content) },
      fetch: globalThis.fetch,
      limits: { stallMs: 300, retries: 2, retryMs: 10 },
      signal: new AbortController().signal,
      onBytes: () => undefined,
      ...changes,
    });

  const assertWhole = async (): Promise<void> => {
    assert.ok(content.equals(await readFile(path)));
    assert.ok(!existsSync(`${path}.part`));
  };

  const assertNothing = (): void => {
    assert.ok(!existsSync(path));
    assert.ok(!existsSync(`${path}.part`));
  };

  it('brings the file and says how much has arrived', async () => {
    const progress: number[] = [];
    await fetchIt({ onBytes: (loaded) => progress.push(loaded) });
    await assertWhole();
    assert.equal(progress[0], 0);
    assert.equal(progress.at(-1), content.length);
    assert.deepEqual(
      progress,
      progress.toSorted((a, b) => a - b),
    );
  });

  it('goes on where the connection broke', async () => {
    server.manners = { cutAfterBytes: 80_000 };
    await fetchIt();
    await assertWhole();
    assert.deepEqual(
      server.requests.map(({ range }) => range === undefined),
      [true, false, false],
    );
  });

  it('goes on from what an earlier attempt left', async () => {
    await writeFile(`${path}.part`, content.subarray(0, 150_000));
    await fetchIt();
    await assertWhole();
    assert.deepEqual(server.requests, [{ path: 'graph.onnx', range: 'bytes=150000-' }]);
  });

  it('asks for nothing when an earlier attempt had brought everything', async () => {
    await writeFile(`${path}.part`, content);
    await fetchIt();
    await assertWhole();
    assert.deepEqual(server.requests, []);
  });

  it('starts over when the server ignores the range', async () => {
    server.manners = { ignoreRange: true };
    await writeFile(`${path}.part`, content.subarray(0, 150_000));
    await fetchIt();
    await assertWhole();
  });

  for (const [what, bytes] of [
    ['of another version', randomBytes(50_000)],
    ['longer than the file', randomBytes(300_000)],
    ['as long as the file but wrong', randomBytes(200_000)],
  ] as const)
    it(`starts over when what an earlier attempt left is ${what}`, async () => {
      await writeFile(`${path}.part`, bytes);
      await fetchIt();
      await assertWhole();
    });

  it('follows a redirect, and goes on behind it', async () => {
    server.manners = { cutAfterBytes: 150_000 };
    await fetchIt({ url: `${server.url}moved/graph.onnx` });
    await assertWhole();
    assert.equal(server.requests.at(-1)?.range, 'bytes=150000-');
  });

  it('takes no file of another content', async () => {
    server.files.set('graph.onnx', randomBytes(content.length));
    await assert.rejects(fetchIt(), { code: 'network', message: /something else/ });
    assertNothing();
  });

  it('takes no page that a hotel puts in place of the file', async () => {
    server.files.set('graph.onnx', Buffer.from('<html>Welcome</html>'));
    await assert.rejects(fetchIt(), { code: 'network', message: /something else/ });
    assertNothing();
  });

  it('keeps what an earlier attempt left when such a page comes instead of the rest', async () => {
    await writeFile(`${path}.part`, content.subarray(0, 150_000));
    server.files.set('graph.onnx', Buffer.from('<html>Welcome</html>'));
    server.manners = { ignoreRange: true };
    await assert.rejects(fetchIt(), { code: 'network', message: /something else/ });
    assert.equal((await stat(`${path}.part`)).size, 150_000);
  });

  it('gives up a connection that brings nothing any more', async () => {
    server.manners = { stallAfterBytes: 0 };
    await assert.rejects(fetchIt(), { code: 'network', message: /nothing arrived for 0\.3 s/ });
  });

  it('tries a stalled connection anew from where it stood', async () => {
    server.manners = { stallAfterBytes: 150_000 };
    await fetchIt();
    await assertWhole();
    assert.deepEqual(server.requests[1], { path: 'graph.onnx', range: 'bytes=150000-' });
  });

  it('keeps what has arrived when the server disappears', async () => {
    server.manners = { cutAfterBytes: 100_000 };
    const { port } = server;
    const disappear = async (loaded: number): Promise<void> => {
      if (loaded > 0) await server.stop();
    };
    await assert.rejects(fetchIt({ onBytes: (loaded) => void disappear(loaded) }), {
      code: 'network',
      message: /Check the connection/,
    });
    const { size } = await stat(`${path}.part`);
    assert.ok(size > 0 && size < content.length);

    server = new FileServer();
    server.files.set('graph.onnx', content);
    await server.start(port);
    await fetchIt();
    await assertWhole();
    assert.deepEqual(server.requests, [{ path: 'graph.onnx', range: `bytes=${size}-` }]);
  });

  it('says at once that a host cannot be reached', async () => {
    await server.stop();
    const onlyOnce = { stallMs: 10_000, retries: 1, retryMs: 1_000_000 };
    await assert.rejects(fetchIt({ limits: onlyOnce }), { code: 'network', message: /the connection was refused/ });
    assertNothing();
    await server.start();
  });

  for (const status of [403, 404, 500, 503])
    it(`says that the server answered ${status}`, async () => {
      server.manners = { status };
      await assert.rejects(fetchIt(), { code: 'network', message: new RegExp(`status ${status}`) });
      assertNothing();
    });

  it('stops when cancelled and keeps what has arrived', async () => {
    server.manners = { stallAfterBytes: 100_000 };
    const abort = new AbortController();
    const attempt = fetchIt({
      signal: abort.signal,
      limits: { stallMs: 60_000, retries: 0, retryMs: 0 },
      onBytes: (loaded) => {
        if (loaded === 100_000) abort.abort();
      },
    });
    await assert.rejects(attempt, { name: 'AbortError' });
    assert.ok(!existsSync(path));
    assert.equal((await stat(`${path}.part`)).size, 100_000);
  });

  // Linux has a device that is always full; elsewhere the store's check for room beforehand is what is tested.
  if (existsSync('/dev/full'))
    it('stops when the disk is full', async () => {
      await symlink('/dev/full', `${path}.part`);
      await assert.rejects(fetchIt(), (error) => codeOf(error) === 'ENOSPC');
      assertNothing();
    });
});
