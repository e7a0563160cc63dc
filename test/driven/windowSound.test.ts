import assert from 'node:assert/strict';
import { passage } from '../../src/metrics/passages.js';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import { median } from '../harness/pitch.js';

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
      files: { 'passage.md': passage },
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
});
