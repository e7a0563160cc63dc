import assert from 'node:assert/strict';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';

const code = `# Tides come twice a day.
import math


# Gulls sleep on one leg.
def height(hour):
    return 2 * math.sin(hour)
`;

describe('Hovering over a comment', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({ files: { 'tides.py': code }, neighbour: true });
    await aloud.workbench.openFile('tides.py');
  });

  after(async () => {
    await aloud.stop();
  });

  /** Silence, no hover, the pointer far away. */
  async function beginAnew(): Promise<void> {
    const { workbench, recorder } = aloud;
    await workbench.hover().waitFor({ state: 'hidden' });
    await recorder.silenceAfter(recorder.nowMs());
  }

  const link = () => aloud.workbench.hover().getByText('Read aloud');

  it('offers a link that reads it, and closes', async () => {
    const { workbench, recorder } = aloud;
    await workbench.pointAt('Tides come');
    await link().waitFor();
    await workbench.screenshot('hover');
    const clickedMs = recorder.nowMs();
    await link().click();
    await recorder.soundAfter(clickedMs);
    await workbench.hover().waitFor({ state: 'hidden' });
    await workbench.pointAway();
    await workbench.statusLabelled(/ready/);
    await beginAnew();
  });

  it('leaves the hovers of other extensions as they are, beside its own and where there is no comment', async () => {
    const { workbench } = aloud;
    await workbench.pointAt('Gulls sleep');
    await link().waitFor();
    await workbench.hover().getByText('The neighbour was here.').waitFor();
    await workbench.pointAway();
    await workbench.hover().waitFor({ state: 'hidden' });

    await workbench.pointAt('sin');
    await workbench.hover().getByText('The neighbour was here.').waitFor();
    assert.equal(await link().count(), 0);
    await workbench.pointAway();
    await beginAnew();
  });

  it('can be done with keys alone', async () => {
    const { workbench, recorder } = aloud;
    await workbench.goTo(5, 5);
    await workbench.press('Control+K', 'Control+I'); // Show or Focus Hover
    await link().waitFor();
    const isHoverFocused = async () => {
      await workbench.press('Control+K', 'Control+I');
      return (await workbench.page.locator('.monaco-hover:focus-within').count()) > 0;
    };
    await eventually('the hover to have the focus', isHoverFocused);
    // Tab goes from one link to the next; ours is the only one.
    const isFocused = async () => {
      await workbench.press('Tab');
      return (await workbench.page.locator('.monaco-hover a:focus', { hasText: 'Read aloud' }).count()) > 0;
    };
    await eventually('the link to have the focus', isFocused);
    const pressedMs = await workbench.press('Enter');
    await recorder.soundAfter(pressedMs);
    await workbench.statusLabelled(/ready/);
    await beginAnew();
  });

  describe('with "aloud.hover" set to "dwell"', () => {
    before(async () => {
      await aloud.configure({ 'aloud.hover': 'dwell', 'aloud.hoverDwell': 2000 });
    });

    it('reads it when the pointer rests, and not again while it stays', async () => {
      const { workbench, recorder } = aloud;
      const arrivedMs = await workbench.pointAt('Gulls sleep');
      const sound = await recorder.soundAfter(arrivedMs);
      assert.ok(sound.startMs - arrivedMs > 2000, 'not before the pointer had rested');
      await workbench.statusLabelled(/ready/);
      await recorder.silenceAfter(sound.startMs);
      const endMs = recorder.nowMs();
      await workbench.pointAt('one leg');
      // As long as it would take to be read again.
      await recorder.silenceAfter(endMs, 4000);
      assert.deepEqual(recorder.soundsSince(endMs), []);
      await workbench.pointAway();
      await beginAnew();
    });

    it('reads nothing when the pointer leaves before', async () => {
      const { workbench, recorder } = aloud;
      const arrivedMs = await workbench.pointAt('Tides come');
      await recorder.silenceAfter(arrivedMs, 1000);
      await workbench.pointAway();
      await recorder.silenceAfter(arrivedMs, 6000);
      assert.deepEqual(recorder.soundsSince(arrivedMs), []);
    });

    it('reads nothing by itself where a screen reader speaks already, and keeps the link', async () => {
      const { workbench, recorder } = aloud;
      await aloud.configure({ 'editor.accessibilitySupport': 'on' });
      const arrivedMs = await workbench.pointAt('Tides come');
      await link().waitFor();
      await recorder.silenceAfter(arrivedMs, 6000);
      assert.deepEqual(recorder.soundsSince(arrivedMs), []);
      await workbench.pointAway();
      await aloud.configure({ 'editor.accessibilitySupport': 'off' });
    });
  });
});
