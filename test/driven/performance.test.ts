import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import { inRepository } from '../../scripts/support/repository.js';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import { overflowing, unreachable } from './support/reflow.js';
import { webviewPage } from './support/webview.js';

const short = 'The heron waits in the reeds.';
const story = 'The lighthouse keeper wrote down the weather every evening before he lit the lamp. '.repeat(40);

/** Adds a script to the page; gives the rule that kept it from running, and the title that it would have changed. */
const injection = `(async () => {
  const violation = new Promise((resolve) => document.addEventListener('securitypolicyviolation', resolve));
  const script = document.createElement('script');
  script.textContent = 'document.title = "injected"';
  document.body.append(script);
  return [(await violation).effectiveDirective, document.title];
})()`;

/* One window for all of it, in the order in which somebody would use it. */
describe('The performance panel', () => {
  let aloud: Driven;
  let axeSource: string;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    axeSource = await readFile(inRepository('node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    aloud = await startDriven({ files: { 'short.md': short, 'story.md': story }, neighbour: true });
    await aloud.workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  after(async () => {
    await aloud.stop();
  });

  const panel = () => webviewPage(aloud.workbench.page);
  const text = async (selector: string) => (await panel()).locator(selector).innerText();
  const shows = (what: string, selector: string, pattern: RegExp) =>
    eventually(what, async () => pattern.test(await text(selector)));

  async function violations(): Promise<string[]> {
    const page = await panel();
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it('opens before anything was read, and says so', async () => {
    await aloud.workbench.openFile('short.md');
    await aloud.workbench.runCommand('Aloud: Show Performance');
    await shows('an empty panel', '.state', /^Nothing read yet$/);
    await shows('the engine', '.facts', /Ready/);
    const steering = (await panel()).getByRole('group', { name: 'Steering' }).getByRole('button');
    assert.equal(await steering.count(), 7);
    for (const button of await steering.all()) assert.equal(await button.isDisabled(), true);
    assert.deepEqual(await violations(), []);
  });

  it('shows the last reading with the figures of its report', async () => {
    const { workbench } = aloud;
    await workbench.openFile('short.md');
    await workbench.runCommand('Aloud: Read Document Aloud');
    const [report] = await eventually('a report', async () => {
      const reports = await aloud.reports();
      return reports.length > 0 ? reports : undefined;
    });
    await workbench.runCommand('Aloud: Show Performance');
    await shows('the reading', '.state', /^Last reading: 29 characters, af_heart, computed$/);
    assert.equal((await text('.hero')).replace(',', ''), `${Math.round(report!.ttfaMs!)} ms`);

    const rows = await (await panel()).locator('.waterfall tbody tr').allInnerTexts();
    const bottleneck = rows.filter((row) => row.includes('slowest'));
    assert.equal(bottleneck.length, 1);
    assert.match(await text('section[aria-labelledby="waterfall"] .lead'), /\w/);
    assert.match(await text('.percentiles'), /Under 100 characters\s+1\s/);
    await (await panel()).getByText('Chunks as a table').click();
    const chunks = (await panel()).locator('section[aria-labelledby="buffer"] tbody tr');
    assert.equal(await chunks.count(), report!.chunks.length);
  });

  it('follows a reading and steers it', async () => {
    const { workbench } = aloud;
    await workbench.openFile('story.md');
    await workbench.runCommand('Aloud: Read Document Aloud');
    await workbench.statusShowing(/\d+ ms/);
    await workbench.runCommand('Aloud: Show Performance');
    await shows('the reading under way', '.state', /^Reading$/);
    await shows('the sentence', '.figures dl', /Sentence\s+\d+/);
    const page = await panel();
    const rowsBefore = await page.locator('.figures dd').nth(2).innerText();
    await eventually('the sound ahead to change', async () => {
      return (await page.locator('.figures dd').nth(2).innerText()) !== rowsBefore;
    });
    await page.getByRole('button', { name: 'Pause' }).click();
    await shows('the pause', '.state', /^Paused$/);
    assert.match(await text('#announcements'), /\w/);
    await page.getByRole('button', { name: 'Next Sentence' }).click();
    await shows('the reading, resumed', '.state', /^Reading$/);
  });

  it('goes from sentence to sentence, and faster and slower, by keyboard', async () => {
    const { workbench } = aloud;
    const page = await panel();
    const press = async (name: string) => {
      await page.getByRole('button', { name }).focus();
      await workbench.press('Enter');
    };
    const sentence = async () => Number(/Sentence\s+(\d+)/.exec(await text('.figures dl'))?.[1]);
    const goes = async (name: string, isThere: (now: number, before: number) => boolean) => {
      const before = await sentence();
      await press(name);
      await eventually(name, async () => isThere(await sentence(), before));
    };
    for (let times = 0; times < 2; times++) await goes('Next Sentence', (now, before) => now > before);
    // Or it would go on by itself between the look and the key.
    await press('Pause');
    await shows('the pause', '.state', /^Paused$/);
    await goes('Previous Sentence', (now, before) => now < before);
    await press('Replay Sentence');

    await press('Read Faster');
    await shows('the higher speed', '.speed', /^×1\.1$/);
    await press('Read Slower');
    await shows('the speed from before', '.speed', /^×1$/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await shows('the pause', '.state', /^Paused$/);
    await workbench.pointAway();
  });

  for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
    it(`can be used by everyone: ${theme}`, async () => {
      await aloud.workbench.useTheme(theme);
      await aloud.workbench.screenshot(`performance-${theme}`);
      assert.deepEqual(await violations(), []);
    });
  }

  it('can be used in a narrow window', async () => {
    const { workbench } = aloud;
    await workbench.useTheme('dark');
    await workbench.resize(400, 800);
    await workbench.press('Control+B'); // without the side bar
    await workbench.screenshot('performance-narrow');
    const page = await panel();
    await eventually('no sideways scrolling', () =>
      page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    );
    assert.deepEqual(await violations(), []);
    await workbench.resize(1280, 800);
    await workbench.press('Control+B');
  });

  it('can be used at 200 %, 320 pixels wide', async () => {
    const { workbench } = aloud;
    const page = await panel();
    await page.getByText('Readings as a table').click();
    await workbench.press('Control+B'); // without the side bar
    await workbench.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    const beside = await eventually('the wider page', async () => {
      const width = 1280 - (await page.evaluate<number>('innerWidth'));
      return width < 100 && width;
    });
    await workbench.zoom(2, 320 + beside, 480);
    await eventually('the narrow page', async () => (await page.evaluate<number>('innerWidth')) === 320);
    await eventually('nothing beyond the edge', async () => (await overflowing(page)).length === 0);
    assert.deepEqual(await unreachable(workbench, page), []);
    assert.deepEqual(await violations(), []);
    await page.evaluate('scrollTo(0, 0)');
    await workbench.screenshot('performance-zoomed');
    await workbench.zoom(2, 320 + beside, 3200);
    await workbench.screenshot('performance-zoomed-whole');
    await workbench.zoom(1, 1280, 1800);
    await workbench.screenshot('performance-whole');
    await workbench.resize(1280, 800);
    await workbench.press('Control+B');
  });

  it('runs no script but its own', async () => {
    const page = await panel();
    const blocked = await page.evaluate<string[]>(injection);
    assert.deepEqual(blocked, ['script-src-elem', 'Performance']);
  });

  it('shows markup in a text as text, and ignores what it does not know', async () => {
    const page = await panel();
    const markup = '<img src="x" onerror="document.title=1"><b>bold</b>';
    await page.evaluate(`window.postMessage({ kind: 'update', overview: { problem: 7 } })`);
    await page.evaluate(`window.postMessage({ kind: 'update', overview: { problem: ${JSON.stringify(markup)} } })`);
    await eventually('the text', async () => (await page.locator('.problem').innerText()) === markup);
    assert.equal(await page.locator('img, b').count(), 0);
  });

  it('copies its figures without a word of what was read', async () => {
    const { workbench } = aloud;
    await (await panel()).getByRole('button', { name: 'Copy Report' }).click();
    await workbench.notification(/in the clipboard/);
    const report = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(report, /^# Performance of Aloud/);
    assert.match(report, /\| Under 100 characters \| 1 \|/);
    assert.doesNotMatch(report, /heron|lighthouse|keeper/);
  });

  it('runs its benchmark, which is no reading', async function () {
    this.timeout(180_000);
    const { length } = await aloud.reports();
    const page = await panel();
    await page.getByRole('button', { name: 'Stop' }).click();
    await eventually('the end of the reading', async () => (await aloud.reports()).length > length);
    await page.getByRole('button', { name: 'Run Benchmark' }).click();
    const rows = (await panel()).locator('section[aria-labelledby="benchmark"] tbody tr');
    await eventually('five passages', async () => (await rows.count()) === 5, 150_000);
    assert.equal((await aloud.reports()).length, length + 1);
    assert.deepEqual(await violations(), []);
  });

  it('is told nothing while it is hidden, and comes back as it was left', async () => {
    const { workbench } = aloud;
    const messages: string[] = [];
    workbench.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        if (payload.includes('$postMessage')) messages.push(payload.toString());
      });
    });
    await workbench.page.reload();
    await workbench.ready();
    await shows('the panel, restored', '.caption', /Time to first sound/);
    await (await panel()).getByLabel('Length').selectOption('short');

    await workbench.openFile('short.md'); // in front of the panel
    const { length } = await aloud.reports();
    messages.length = 0;
    await workbench.runCommand('Aloud: Read Document Aloud');
    await eventually('a reading', async () => (await aloud.reports()).length > length);
    assert.deepEqual(messages, []);

    await workbench.runCommand('Aloud: Show Performance');
    await shows('the reading', '.state', /^Last reading: 29 characters/);
    assert.equal(await (await panel()).getByLabel('Length').inputValue(), 'short');
    assert.notDeepEqual(messages, []);
  });
});
