import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import { between, levelDbfs } from '../harness/recording.js';

const passage = ['The keeper wrote down the weather.', 'Then he lit the lamp.', 'It was a quiet night.'];

describe('Reading', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({
      files: { 'keeper.md': passage.join('\n\n'), 'signs.md': 'One sign says これは, another one テスト.' },
    });
    await aloud.workbench.openFile('keeper.md');
  });

  after(async () => {
    await aloud.stop();
  });

  /** Longer than any pause of these texts: the status bar may still say "ready" of the reading before this one. */
  const overMs = 2000;

  /** Waits for the sound of a reading and for its end; gives the time during which something was heard. */
  async function heardSince(acceptedMs: number): Promise<number> {
    const { recorder, workbench } = aloud;
    await recorder.soundAfter(acceptedMs);
    await workbench.statusShowing(/\d+ ms/);
    await workbench.statusLabelled(/ready/);
    await recorder.silenceAfter(acceptedMs, overMs);
    return recorder.soundsSince(acceptedMs).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  }

  it('a selection is heard, and the status bar says how long that took', async () => {
    const { workbench, recorder } = aloud;
    await workbench.select(1, 1, 'The keeper'.length);
    const acceptedMs = await workbench.runCommand('Aloud: Read Selection Aloud');
    const sound = await recorder.soundAfter(acceptedMs);
    const { label } = await workbench.statusShowing(/\d+ ms/);
    assert.match(label, /^Aloud: .*first sound after \d+ milliseconds/);

    const endMs = await recorder.silenceAfter(sound.startMs);
    const heard = between(recorder.recording(), sound.startMs, endMs);
    assert.ok(levelDbfs(heard) > -35, 'as loud as speech');
  });

  it('goes from the cursor to the end, and less of it is heard than of the document', async () => {
    const { workbench } = aloud;
    await workbench.goTo(5, 'It was a'.length);
    const restMs = await heardSince(await workbench.runCommand('Aloud: Read Aloud from Here'));
    const allMs = await heardSince(await workbench.runCommand('Aloud: Read Document Aloud'));
    assert.ok(allMs > 2 * restMs, `${restMs.toFixed(0)} ms of ${allMs.toFixed(0)} ms`);
  });

  it('is in the context menu', async () => {
    const { workbench } = aloud;
    await workbench.select(3, 1, 'Then he'.length);
    await heardSince(await workbench.contextMenu('Read Selection Aloud'));
  });

  it('has a keybinding', async () => {
    const { workbench } = aloud;
    await workbench.select(3, 1, 'Then he'.length);
    await heardSince(await workbench.press('Control+K', 'a'));
  });

  it('passages that the voice cannot speak are skipped, and the status bar says so', async () => {
    const { workbench } = aloud;
    await workbench.openFile('signs.md');
    await heardSince(await workbench.runCommand('Aloud: Read Document Aloud'));
    const { label } = await workbench.statusLabelled(/ready/);
    assert.match(label, /2 passages in Japanese skipped$/);
    await workbench.openFile('keeper.md');
  });

  it('a word is heard as it shall be said before that is saved', async () => {
    const { workbench, recorder, folder } = aloud;
    const title = 'Fix Pronunciation…';
    await workbench.select(1, 'The '.length + 1, 'keeper'.length);
    // The editor hears of the selected word a moment later.
    await eventually('the context menu to offer it', async () => {
      await workbench.press('Shift+F10');
      const entries = workbench.page.locator('.monaco-menu .action-item');
      await entries.first().waitFor();
      const isOffered = (await entries.filter({ hasText: title }).count()) > 0;
      await workbench.press('Escape');
      return isOffered;
    });
    await workbench.contextMenu(title);
    const input = workbench.page.locator('.quick-input-widget');
    await input.getByText('How Is "keeper" Said?').waitFor();
    await workbench.type('/kipə');
    await input.getByText('Put a slash before and after the phonemes').waitFor();
    await workbench.type('/ˈkaɪpə/');
    await workbench.screenshot('pronunciation');
    await recorder.soundAfter(await workbench.press('Enter'));
    await workbench.screenshot('pronunciation-saving');
    await workbench.pick('Save for This Workspace');
    const settings = join(folder, '.vscode', 'settings.json');
    const saved = await eventually('it to be saved', async () => {
      const text = await readFile(settings, 'utf8').catch(() => '');
      return text.includes('keeper') ? text : undefined;
    });
    assert.deepEqual(JSON.parse(saved), { 'aloud.pronunciations': { keeper: '/ˈkaɪpə/' } });
  });
});
