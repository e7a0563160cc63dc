import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';

/** In the page: whether nothing of a line is cut off. */
const fits = ({ scrollWidth, clientWidth }: { scrollWidth: number; clientWidth: number }) => scrollWidth <= clientWidth;

describe('Select Model', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({
      files: { 'first.md': 'Good morning.', 'second.md': 'Good night, and thank you.', 'third.md': 'Good day.' },
      neighbour: true,
    });
  });

  after(async () => {
    await aloud.stop();
  });

  /** Reads a file to its end; gives the id of the model that spoke. */
  async function read(name: string): Promise<string> {
    const { workbench } = aloud;
    const { length } = await aloud.reports();
    await workbench.openFile(name);
    await workbench.runCommand('Aloud: Read Document Aloud');
    const report = await eventually('the report', async () => (await aloud.reports())[length], 90_000);
    return report.model;
  }

  /** Opens the list, in which nothing may be cut off; gives what a screen reader says of each entry, in order. */
  async function open(): Promise<string[]> {
    const { workbench } = aloud;
    await workbench.runCommand('Aloud: Select Model…');
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    await rows.getByText('Automatic', { exact: true }).waitFor();
    const details = await rows.locator('.quick-input-list-label-meta').all();
    for (const detail of details) assert.ok(await detail.evaluate(fits), await detail.innerText());
    return Promise.all((await rows.all()).map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  it('lists the models with their size, how they sound and how fast they were here', async () => {
    const { workbench } = aloud;
    await read('first.md'); // with the start of the engine, which does not count
    await read('second.md');
    const [automatic, kokoro, piper, ...more] = await open();
    await workbench.screenshot('select-model');
    assert.deepEqual(more, []);
    assert.match(automatic!, /^Automatic, current, Aloud chooses\.$/);
    assert.match(kokoro!, /^Kokoro-82M v1\.0, 121 MB, installed, The most natural voices\. /);
    assert.match(kokoro!, / Here: \d+ ms to first sound, \d+\.\d × as fast as speech\.$/);
    assert.match(piper!, /^Piper en_US-joe-medium, \d+ MB, installed, Plainer, for slow machines\.$/);
  });

  it('writes the choice into the settings, and what is read next is read by it', async () => {
    const { workbench } = aloud;
    await workbench.pick('Piper en_US-joe-medium');
    await eventually('the setting', async () => (await aloud.machineSettings())['aloud.model'] === 'piper-joe');
    assert.equal(await read('third.md'), 'piper-joe');

    const [automatic, , piper] = await open();
    assert.doesNotMatch(automatic!, /current/);
    assert.match(piper!, /installed, current,/);
    await workbench.screenshot('select-model-chosen');
    await workbench.press('Escape');
  });
});
