import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDriven, type Driven } from '../harness/driven.js';
import { screenshotStatus } from './support/screenshots.js';

describe('Without a sound device', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'note.md': 'Good night.' }, sound: false });
    await aloud.workbench.openFile('note.md');
  });

  after(async () => {
    await aloud.stop();
  });

  it('the user is told so, once, and what to do', async () => {
    const { workbench } = aloud;
    await workbench.runCommand('Aloud: Read Selection Aloud');
    const { message, buttons } = await workbench.notification(/sound device/);
    assert.equal(message, 'No sound device was found: connect one, or save the reading as a WAV file instead.');
    assert.deepEqual(buttons, ['Save as WAV…', 'Show Log']);
    assert.equal((await workbench.notifications()).length, 1);
    const { label } = await workbench.statusLabelled(/error/);
    assert.match(label, /^Aloud: error: No sound device was found/);
    await screenshotStatus(workbench, 'error');
    await workbench.screenshot('no-sound-device');
  });

  it('the reading is saved as a WAV file', async () => {
    const { workbench, folder } = aloud;
    await workbench.clickButton('Save as WAV…');
    await workbench.page.locator('.quick-input-widget:visible').getByText('Save as WAV').waitFor();
    await workbench.press('Enter');
    const { buttons } = await workbench.notification(/^Saved note\.wav\.$/);
    assert.deepEqual(buttons, ['Open']);

    const wav = await readFile(join(folder, 'note.wav'));
    assert.equal(wav.toString('latin1', 0, 4), 'RIFF');
    const samples = new Int16Array(Uint8Array.from(wav.subarray(44)).buffer);
    assert.ok(samples.length > 0.4 * 24_000, 'half a second of sound');
    assert.ok(
      samples.some((sample) => Math.abs(sample) > 2000),
      'as loud as speech',
    );
    await workbench.statusLabelled(/ready/);
  });
});
