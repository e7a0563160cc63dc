import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { between, levelDbfs } from '../harness/recording.js';

const passage = [
  'The lighthouse keeper wrote down the weather every evening before he lit the lamp.',
  'On some nights there was nothing to write, and he wrote that down as well.',
];

describe('Read Selection Aloud', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'keeper.md': passage.join('\n') } });
    await aloud.workbench.openFile('keeper.md');
  });

  after(async () => {
    await aloud.stop();
  });

  it('is heard, and says in the status bar how long that took', async () => {
    const { workbench, recorder } = aloud;
    await workbench.select(1, 1, 'The lighthouse keeper'.length);
    const acceptedMs = await workbench.runCommand('Aloud: Read Selection Aloud');
    const sound = await recorder.soundAfter(acceptedMs);
    const { label } = await workbench.statusShowing(/\d+ ms/);
    assert.match(label, /Aloud/);

    const endMs = await recorder.silenceAfter(sound.startMs);
    const heard = between(recorder.recording(), sound.startMs, endMs);
    assert.ok(levelDbfs(heard) > -35, 'as loud as speech');
  });

  it('falls silent when it is stopped', async () => {
    const { workbench, recorder } = aloud;
    await workbench.selectLines(1, 2);
    const acceptedMs = await workbench.runCommand('Aloud: Read Selection Aloud');
    await recorder.soundAfter(acceptedMs);
    const stoppedMs = await workbench.runCommand('Aloud: Stop');
    const silentMs = await recorder.silenceAfter(stoppedMs);
    assert.ok(silentMs - stoppedMs < 2000, 'long before the passage would have ended');
  });

  it('is in the context menu', async () => {
    const { workbench, recorder } = aloud;
    await workbench.select(2, 1, 'On some nights'.length);
    const clickedMs = await workbench.contextMenu('Read Selection Aloud');
    await recorder.soundAfter(clickedMs);
    await recorder.silenceAfter(clickedMs);
  });
});
