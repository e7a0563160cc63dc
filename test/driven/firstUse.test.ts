import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import { screenshotThemes } from './support/screenshots.js';

const note = 'The lighthouse keeper wrote down the weather every evening before he lit the lamp. '.repeat(3);

describe('Choosing a voice, and the first steps', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'note.md': note }, neighbour: true });
    await aloud.workbench.openFile('note.md');
  });

  after(async () => {
    await aloud.stop();
  });

  const rows = () => aloud.workbench.page.locator('.quick-input-list .monaco-list-row');
  const voiceOfLast = async () => (await aloud.reports()).at(-1)?.voice;
  const spoken = async () => (await aloud.reports()).length;

  it('voices are heard as one comes to them, and the chosen one reads', async () => {
    const { workbench, recorder } = aloud;
    await workbench.runCommand('Aloud: Select Voice…');
    await rows().filter({ hasText: 'American English, female, grade A, current' }).waitFor();
    const movedMs = await workbench.press('ArrowDown');
    await recorder.soundAfter(movedMs);
    await workbench.pointAway();
    await screenshotThemes(workbench, 'voices');
    await workbench.type('Emma');
    await rows().filter({ hasText: 'British English, female, grade B-' }).waitFor();
    await workbench.press('Enter');
    await rows().first().waitFor({ state: 'hidden' });
    await recorder.silenceAfter(movedMs);

    const before = await spoken();
    await workbench.runCommand('Aloud: Read Document Aloud');
    await recorder.soundAfter(recorder.nowMs());
    await workbench.runCommand('Aloud: Stop Reading');
    await eventually('the report', async () => (await spoken()) > before);
    assert.equal(await voiceOfLast(), 'bf_emma');
  });

  it('the walkthrough shows four steps, and marks what has been done', async () => {
    const { workbench } = aloud;
    const { page } = workbench;
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.pick('Get Started with Aloud');
    const steps = page.locator('.getting-started-step');
    await eventually('four steps', async () => (await steps.count()) === 4);
    await steps.filter({ hasText: 'Hear a comment' }).click();
    await page.locator('iframe.webview.ready').first().waitFor();
    await screenshotThemes(workbench, 'walkthrough');
    await workbench.resize(600, 800);
    await workbench.screenshot('walkthrough-narrow');
    await workbench.resize(1280, 800);
  });

  describe('with a screen reader', () => {
    before(async () => {
      // What a busy machine was told before would stay: with a screen reader no notification goes by itself.
      await aloud.workbench.takeNotifications();
      await aloud.configure({ 'editor.accessibilitySupport': 'on', 'aloud.hover': 'dwell' });
      await aloud.workbench.openFile('note.md');
    });

    it('voices are heard when their button is pressed only', async () => {
      const { workbench, recorder } = aloud;
      await workbench.runCommand('Aloud: Select Voice…');
      await rows().filter({ hasText: 'Bella' }).waitFor();
      const openedMs = recorder.nowMs();
      await workbench.press('ArrowDown', 'ArrowDown');
      await recorder.silenceAfter(openedMs, 3000);
      assert.deepEqual(recorder.soundsSince(openedMs), []);
      const bella = rows().filter({ hasText: 'Bella' });
      await bella.hover();
      await bella.getByRole('button', { name: 'Hear This Voice' }).click();
      await recorder.soundAfter(openedMs);
      await workbench.press('Escape');
      await recorder.silenceAfter(recorder.nowMs());
    });

    it('one key stops it, wherever the focus is, and no message pops up', async () => {
      const { workbench, recorder } = aloud;
      const askedMs = await workbench.runCommand('Aloud: Read Document Aloud');
      await recorder.soundAfter(askedMs);
      await workbench.press('Control+Shift+E'); // the explorer
      await workbench.press('Control+F9');
      await workbench.statusLabelled(/ready/);
      await recorder.silenceAfter(recorder.nowMs());
      assert.equal((await aloud.reports()).at(-1)?.ended, 'stopped');
      assert.deepEqual(await workbench.notifications(), []);
    });
  });
});
