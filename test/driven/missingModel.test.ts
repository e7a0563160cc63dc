import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { installedModels } from '../harness/home.js';
import { startDriven, type Driven } from '../harness/driven.js';
import { FileServer } from '../unit/models/support/fileServer.js';
import { npy, savez } from '../unit/models/support/savez.js';
import { screenshotStatus } from './support/screenshots.js';

const graphFile = 'kokoro-v1.0.int8.onnx';
const voiceLayout = { descr: '<f4', fortran: false, shape: [510, 1, 256] };

describe('Without a model', () => {
  const server = new FileServer();
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    const kokoro = join(installedModels, 'models', 'kokoro');
    server.files.set(graphFile, await readFile(join(kokoro, graphFile)));
    server.files.set('voices-v1.0.bin', await publishedVoices(join(kokoro, 'voices')));
    server.manners = { paceMs: 20 }; // so that it can be cancelled, however slow the window is
    await server.start();
    aloud = await startDriven({ files: { 'note.md': 'Good night.' }, models: false, downloadFrom: server.url });
    await aloud.workbench.openFile('note.md');
  });

  after(async () => {
    await aloud.stop();
    await server.stop();
  });

  it('nothing is downloaded before the user agreed', async () => {
    const { workbench } = aloud;
    await workbench.runCommand('Aloud: Read Selection Aloud');
    const question = await workbench.dialogue();
    assert.match(question, /Aloud needs a voice model\. Download it\?/);
    assert.ok(question.includes(`Kokoro-82M v1.0, 121 MB from 127.0.0.1:${server.port}`), question);
    assert.match(question, /Licence: Apache-2\.0/);
    assert.ok(question.includes(join(aloud.dataFolder, 'models')), question);
    await workbench.screenshot('model-consent');
    await workbench.clickButton('Cancel');
    await workbench.statusLabelled(/needs its voice model/);
    assert.match(await workbench.hoverStatus(), /Install Model/);
    await workbench.screenshot('model-missing-tooltip');
    await workbench.pointAway();
    await screenshotStatus(workbench, 'model-missing');
    assert.deepEqual(server.requests, []);
  });

  it('a download can be cancelled', async () => {
    const { workbench } = aloud;
    await workbench.clickStatus();
    await workbench.clickButton('Download');
    // The focus is back on the status bar's item, whose tooltip would lie over the notification.
    await workbench.press('Control+1');
    await workbench.notification(/Downloading the voice model: \d+ MB of 121 MB/);
    await workbench.screenshot('model-progress');
    await workbench.clickButton('Cancel');
    await workbench.statusLabelled(/needs its voice model/);
    server.manners = {};
    assert.ok(!existsSync(join(aloud.dataFolder, 'models', 'kokoro', graphFile)));
  });

  it('is heard once the model was downloaded, which goes on where it stopped', async () => {
    const { workbench, recorder } = aloud;
    const askedMs = await workbench.runCommand('Aloud: Read Selection Aloud');
    await workbench.clickButton('Download');
    await recorder.soundAfter(askedMs, 90_000);
    await workbench.statusShowing(/\d+ ms/);
    assert.ok(server.requests.some(({ path, range }) => path === graphFile && range !== undefined));
  });
});

/** The archive whose sha256 the catalogue names, byte for byte. */
async function publishedVoices(folder: string): Promise<Buffer> {
  const members = new Map<string, Buffer>();
  for (const file of (await readdir(folder)).sort()) {
    members.set(`${basename(file, '.bin')}.npy`, npy(await readFile(join(folder, file)), voiceLayout));
  }
  return savez(members);
}
