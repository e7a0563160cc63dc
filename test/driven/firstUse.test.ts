import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';

const themes = ['dark', 'light', 'highContrast'] as const;

describe('Choosing a voice, and the first steps', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'note.md': 'Good night.' }, neighbour: true });
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
    for (const theme of themes) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`voices-${theme}`);
    }
    await workbench.useTheme('dark');
    await workbench.type('Emma');
    await rows().filter({ hasText: 'British English, female, grade B-' }).waitFor();
    await workbench.press('Enter');
    await rows().first().waitFor({ state: 'hidden' });
    await recorder.silenceAfter(movedMs);

    const before = await spoken();
    await workbench.runCommand('Aloud: Read Document Aloud');
    await eventually('the reading', async () => (await spoken()) > before);
    assert.equal(await voiceOfLast(), 'bf_emma');
  });
});
