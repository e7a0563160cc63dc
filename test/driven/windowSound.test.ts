import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { passage } from '../../src/metrics/passages.js';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import { median } from '../harness/pitch.js';
import { Workbench } from '../harness/workbench.js';
import { webviewPage } from './support/webview.js';

/** Readings of a sentence on each of the two outputs. */
const ROUNDS = 3;

/** Longer than whatever may still have been on its way to the loudspeaker. */
const WELL_AFTER_MS = 2000;

/** Every reading is made anew, when it is asked for. */
const machineSettings = { 'aloud.output': 'auto', 'aloud.cache.size': 0, 'aloud.speculation': false };

describe('A window whose extensions run where no loudspeaker is', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({
      files: { 'passage.md': passage, 'tides.py': '# Tides come twice a day.\n' },
      machineSettings,
      browserSound: true,
      neighbour: true,
    });
    await aloud.workbench.openFile('passage.md');
  });

  after(async () => {
    await aloud.stop();
  });

  /** Reads until the end and gives the report, with the moment of the first sound on the recording. */
  async function read(command: string): Promise<{ report: ReadingReport; onsetMs: number }> {
    const before = (await aloud.reports()).length;
    const acceptedMs = await aloud.workbench.runCommand(command);
    const { startMs } = await aloud.recorder.soundAfter(acceptedMs, 120_000);
    const report = await eventually('the report', async () => (await aloud.reports())[before], 180_000);
    await aloud.recorder.silenceAfter(startMs);
    return { report, onsetMs: startMs - acceptedMs };
  }

  it('plays through a view, without an underrun', async function () {
    this.timeout(400_000);
    const { report } = await read('Aloud: Read Document Aloud');
    console.log(
      `      ${(report.audioMs / 1000).toFixed(1)} s of sound, ${report.underruns} underruns, first sound after ${report.ttfaMs?.toFixed(0)} ms`,
    );
    assert.equal(report.output, 'webview');
    assert.equal(report.ended, 'end');
    assert.equal(report.underruns, 0);
    await aloud.workbench.page.getByRole('tab', { name: 'Aloud' }).waitFor();
  });

  it('is told the truth about the first sound, as on the device', async function () {
    this.timeout(400_000);
    const { workbench } = aloud;
    await workbench.select(1, 1, 'We identified 7'.length);
    for (const output of ['webview', 'device']) {
      await aloud.configureMachine({ ...machineSettings, 'aloud.output': output });
      const told: number[] = [];
      const heard: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const { report, onsetMs } = await read('Aloud: Read Selection Aloud');
        assert.equal(report.output, output);
        told.push(report.ttfaMs!);
        heard.push(onsetMs);
      }
      console.log(
        `      ${output}: first sound after ${median(told).toFixed(0)} ms by the report, ${median(heard).toFixed(0)} ms after the click on the recording`,
      );
      // The click comes before the command; the sound can come no sooner than it was told, but for what clocks are off by.
      assert.ok(median(told) < median(heard) + 100);
    }
    await aloud.configureMachine(machineSettings);
  });

  it('goes on when the view is hidden', async () => {
    const { workbench, recorder } = aloud;
    const before = (await aloud.reports()).length;
    const acceptedMs = await workbench.runCommand('Aloud: Read Document Aloud');
    await recorder.soundAfter(acceptedMs);
    const tab = workbench.page.getByRole('tab', { name: 'Aloud' });
    await tab.click({ button: 'right' });
    await workbench.chooseFromMenu("Hide 'Aloud'");
    await tab.waitFor({ state: 'detached' });
    const hiddenMs = recorder.nowMs();
    await recorder.soundAfter(hiddenMs + WELL_AFTER_MS);
    await workbench.runCommand('Aloud: Stop Reading');
    const report = await eventually('the report', async () => (await aloud.reports())[before]);
    assert.equal(report.output, 'webview');
    await recorder.silenceAfter(hiddenMs);
    // So does the next one.
    await recorder.soundAfter(await workbench.runCommand('Aloud: Read Selection Aloud'));
  });

  it('asks for a click where the browser wants one before it plays', async function () {
    this.timeout(180_000);
    const { workbench, recorder } = aloud;
    await aloud.configure({ 'aloud.hover': 'dwell' });
    // A window that nobody has clicked in yet: a pointer that rests is no gesture to the browser.
    const page = await workbench.page.context().browser()!.newPage({ viewport: workbench.page.viewportSize() });
    try {
      const address = new URL(workbench.page.url());
      const file = `vscode-remote://${address.host}${aloud.folder}/tides.py`;
      address.searchParams.set('payload', JSON.stringify([['openFile', file]]));
      await page.goto(address.href);
      const untouched = await page.context().newCDPSession(page);
      /** As whatever playwright itself evaluates counts as a gesture. */
      const evaluated = async (expression: string) => {
        const { result } = await untouched.send('Runtime.evaluate', { expression, returnByValue: true });
        return result.value as unknown;
      };
      const line = await eventually('the comment', () =>
        evaluated(`(() => {
          const line = [...document.querySelectorAll('.view-line span span')].find(({ innerText }) => /Tides/.test(innerText));
          const { x, y } = line?.getBoundingClientRect() ?? {};
          return x > 0 && { x, y };
        })()`),
      );
      const { x, y } = line as { x: number; y: number };
      // The extension may not hear of it yet when the pointer comes for the first time.
      await eventually('the view', async () => {
        await page.mouse.move(x + 300, y + 300);
        await page.mouse.move(x + 50, y + 5);
        await page.mouse.move(x + 60, y + 5);
        await sleep(3000);
        return evaluated(`document.querySelector('iframe.webview.ready') !== null`);
      });
      const shownMs = recorder.nowMs();
      await recorder.silenceAfter(shownMs, 5000);
      assert.deepEqual(recorder.soundsSince(shownMs), []);

      const button = (await webviewPage(page)).getByRole('button', { name: 'Turn On Sound' });
      await new Workbench(page).screenshot('sound-blocked');
      const clickedMs = recorder.nowMs();
      await button.click();
      await recorder.soundAfter(clickedMs);
      await button.waitFor({ state: 'hidden' });
    } finally {
      await page.close();
    }
  });
});
