import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';

const story = [
  'The lighthouse keeper wrote down the weather every evening before he lit the lamp.',
  'On some nights there was nothing to write, and he wrote that down as well.',
  'One winter the ink froze, so he learnt the weather by heart until the spring came.',
  'Then he sat for three days and wrote, while gulls walked up and down before his door.',
];

describe('A reading under way', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'story.md': story.join('\n\n'), 'note.md': 'Good night.' }, neighbour: true });
    await aloud.workbench.openFile('story.md');
  });

  after(async () => {
    await aloud.stop();
  });

  /** Begins to read the whole story and waits until it is heard. */
  async function startStory(): Promise<number> {
    const acceptedMs = await aloud.workbench.runCommand('Aloud: Read Document Aloud');
    return (await aloud.recorder.soundAfter(acceptedMs)).startMs;
  }

  /** How long something was heard since then, up to now. */
  function heardMs(sinceMs: number): number {
    return aloud.recorder.soundsSince(sinceMs).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  }

  it('falls silent when it is stopped', async () => {
    const { workbench, recorder } = aloud;
    await startStory();
    await workbench.statusLabelled(/reading/);
    await workbench.press('Control+K');
    const stoppedMs = await workbench.press('Escape');
    const silentMs = await recorder.silenceAfter(stoppedMs);
    console.log(`      silent ${(silentMs - stoppedMs).toFixed(0)} ms after the second key of Ctrl+K Escape`);
    assert.ok(silentMs - stoppedMs < 5000, 'long before the story would have ended');
    await workbench.statusLabelled(/ready/);
  });

  it('is held and goes on', async () => {
    const { workbench, recorder } = aloud;
    await startStory();
    const pausedMs = await workbench.runCommand('Aloud: Pause or Resume Reading');
    await workbench.statusShowing(/Paused/);
    const silentMs = await recorder.silenceAfter(pausedMs);
    console.log(`      silent ${(silentMs - pausedMs).toFixed(0)} ms after the click on the command`);

    const resumedMs = await workbench.press('Control+K', 'Space');
    await recorder.soundAfter(resumedMs);
    await workbench.statusLabelled(/reading/);
    await recorder.silenceAfter(await workbench.runCommand('Aloud: Stop Reading'));
  });

  it('skips by key', async () => {
    const { workbench, recorder } = aloud;
    const pauseMs = 5000;
    await aloud.configure({ 'aloud.pause.paragraph': pauseMs });
    const times: string[] = [];
    let heardMs = await startStory();
    for (const [key, name] of [
      ['l', 'next'],
      ['l', 'next'],
      ['b', 'replay'],
      ['j', 'previous'],
    ] as const) {
      const endMs = await recorder.silenceAfter(heardMs);
      await workbench.press('Control+K');
      const pressedMs = await workbench.press(key);
      heardMs = (await recorder.soundAfter(pressedMs)).startMs;
      assert.ok(heardMs - endMs < pauseMs - 500, 'it did not wait for the pause to be over');
      times.push(`${name} ${(heardMs - pressedMs).toFixed(0)}`);
    }
    console.log(`      heard after the key, in ms: ${times.join(', ')}`);
    await workbench.runCommand('Aloud: Stop Reading');
    await recorder.silenceAfter(heardMs);
    await aloud.configure({});
  });

  it('is read faster by key, and so is what comes after it', async () => {
    const { workbench } = aloud;
    await startStory();
    await workbench.press('Control+K', '.');
    await workbench.page.locator('.statusbar').getByText('Speed 1.1').waitFor();
    await workbench.press('Control+K', '.');
    await workbench.page.locator('.statusbar').getByText('Speed 1.2').waitFor();
    await workbench.runCommand('Aloud: Stop Reading');
    await workbench.statusLabelled(/ready/);
    await workbench.openFile('note.md');
    await workbench.runCommand('Aloud: Read Selection Aloud');
    const report = await eventually('the report', async () =>
      (await aloud.reports()).find(({ source }) => source === 'selection'),
    );
    assert.equal(report.speed, 1.2);
    await aloud.configure({});
    await workbench.openFile('story.md');
  });

  it('gives way to the next one', async () => {
    const { workbench, recorder } = aloud;
    await startStory();
    await workbench.openFile('note.md');
    const acceptedMs = await workbench.runCommand('Aloud: Read Selection Aloud');
    await workbench.statusLabelled(/ready/);
    await recorder.silenceAfter(acceptedMs);
    const heard = heardMs(acceptedMs);
    // What is left of the story takes more than ten seconds.
    assert.ok(heard > 300 && heard < 6000, `${heard.toFixed(0)} ms heard: the new one, and nothing of the old one`);
    await workbench.openFile('story.md');
  });

  it('goes on when the engine is killed, and says so once', async () => {
    const { workbench, recorder } = aloud;
    await startStory();
    process.kill(await aloud.engineId(), 'SIGKILL');
    const { message } = await workbench.notification(/engine/);
    assert.equal(message, 'The speech engine stopped and was started again. Reading goes on.');
    const goesOnMs = recorder.nowMs();
    await workbench.statusLabelled(/ready/, 90_000);
    await recorder.silenceAfter(goesOnMs);
    assert.ok(heardMs(goesOnMs) > 8000, 'the rest of the story');
    const repeated = (await workbench.takeNotifications()).filter((each) => each.message === message);
    assert.equal(repeated.length, 1);
  });
});
