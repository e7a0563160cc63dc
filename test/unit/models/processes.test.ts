import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ModelStore } from '../../../src/models/store.js';
import { FileServer } from './support/fileServer.js';
import { sampleModel, temporaryFolder, type SampleModel } from './support/sample.js';

const installer = join(__dirname, 'support', 'install.main.js');
/** The shortest that the lock allows. */
const staleMs = 2_000;

describe('model store between processes', function () {
  this.timeout(60_000);
  let server: FileServer;
  let sample: SampleModel;
  let folder: string;
  let catalogPath: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    server = new FileServer();
    await server.start();
    sample = sampleModel(server.url, 2_000_000);
    for (const [path, bytes] of sample.published) server.files.set(path, bytes);
    folder = await temporaryFolder();
    catalogPath = join(folder, 'catalog.json');
    await writeFile(catalogPath, JSON.stringify(sample.catalog));
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const models = (): string => join(folder, 'models');
  const graph = (): string => join(models(), 'sample', 'graph.onnx');

  const start = (): { child: ChildProcess; said: string[]; heard: (line: string) => Promise<void> } => {
    const child = spawn(process.execPath, [installer, catalogPath, models(), String(staleMs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const said: string[] = [];
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => said.push(line));
    const heard = async (start: string): Promise<void> => {
      while (!said.some((line) => line.startsWith(start))) await once(lines, 'line');
    };
    return { child, said, heard };
  };

  it('lets one process fetch while the other waits and finds it done', async () => {
    server.manners = { paceMs: 5 };
    const first = start();
    await first.heard('loaded');
    const second = start();
    await second.heard('waiting');
    server.manners = {};
    await Promise.all([once(first.child, 'exit'), once(second.child, 'exit')]);
    assert.equal(first.said.at(-1), 'installed');
    assert.equal(second.said.at(-1), 'installed');
    assert.equal(server.requests.length, 2);
    assert.deepEqual(await readdir(models()), ['sample']);
  });

  it('goes on where a process was killed in mid-download', async () => {
    server.manners = { stallAfterBytes: 1_000_000 };
    const first = start();
    await first.heard('loaded 1000000');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    assert.ok(!existsSync(graph()));
    assert.equal((await new ModelStore(models(), sample.catalog).status('sample')).state, 'missing');
    const { size } = await stat(`${graph()}.part`);

    server.manners = {};
    const second = start();
    await once(second.child, 'exit');
    assert.equal(second.said.at(-1), 'installed');
    assert.deepEqual(server.requests[1], { path: 'graph.onnx', range: `bytes=${size}-` });
    assert.ok(sample.contents.get('graph.onnx')!.equals(await readFile(graph())));
  });
});
