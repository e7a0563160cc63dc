import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { screenshotStatus } from './support/screenshots.js';

const story = 'The lighthouse keeper wrote down the weather every evening before he lit the lamp. '.repeat(20);

/* Its other states are in noSoundDevice.test.ts and missingModel.test.ts. */
describe('The status bar', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'story.md': story } });
    await aloud.workbench.openFile('story.md');
  });

  after(async () => {
    await aloud.stop();
  });

  it('shows nothing before Aloud is used', async () => {
    assert.equal(await aloud.workbench.hasStatus(), false);
  });

  it('says that it is starting', async () => {
    const { workbench } = aloud;
    await workbench.runCommand('Aloud: Read Document Aloud');
    const engine = await aloud.engineId();
    process.kill(engine, 'SIGSTOP'); // so that it takes as long as the pictures do
    const { label } = await workbench.statusShowing(/^Starting$/);
    assert.equal(label, 'Aloud: starting');
    await screenshotStatus(workbench, 'starting');
    process.kill(engine, 'SIGCONT');
  });

  it('says how soon the reading was heard', async () => {
    const { workbench } = aloud;
    const { text, label } = await workbench.statusShowing(/^Sentence \d+.* · \d+ ms$/);
    const [, sentence = '', ms] = /^(.+) · (\d+) ms$/.exec(text) ?? [];
    assert.equal(label, `Aloud: reading, ${sentence.toLowerCase()}, first sound after ${ms} milliseconds`);
    await screenshotStatus(workbench, 'reading');
  });

  it('tells more to the pointer: the stages, and what can be done', async () => {
    const { workbench } = aloud;
    const hover = await workbench.hoverStatus();
    for (const part of ['Until the first sound', 'Pause Reading', 'Ctrl+K Space', 'Show Log'])
      assert.ok(hover.includes(part), hover);
    await workbench.screenshot('status-tooltip');
    await workbench.pointAway();
  });

  it('says that it is paused', async () => {
    const { workbench } = aloud;
    await workbench.runCommand('Aloud: Pause or Resume Reading');
    const { label } = await workbench.statusShowing(/^Paused · Sentence \d+/);
    assert.match(label, /^Aloud: paused, sentence \d+/);
    await screenshotStatus(workbench, 'paused');
  });

  it('offers what can be done when it is clicked, and keeps the figure of the last reading', async () => {
    const { workbench } = aloud;
    await workbench.clickStatus();
    await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await workbench.screenshot('status-menu');
    await workbench.pick('Stop Reading');
    const { text, label } = await workbench.statusShowing(/^\d+ ms$/);
    assert.equal(label, `Aloud: ready, first sound after ${parseInt(text)} milliseconds`);
    await screenshotStatus(workbench, 'ready');
  });

  it('has said in the log what it did, and nothing of what was read', async () => {
    const { workbench } = aloud;
    await workbench.runCommand('Aloud: Show Log');
    const log = workbench.page.locator('.part.panel .view-lines');
    await log.getByText('Engine ready').waitFor();
    assert.doesNotMatch(await log.innerText(), /lighthouse|keeper/);
    await workbench.screenshot('log');
  });
});
