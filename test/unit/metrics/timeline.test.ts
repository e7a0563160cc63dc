import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../src/metrics/clock.js';
import { Timeline } from '../../../src/metrics/timeline.js';
import { defaults } from '../../../src/protocol/defaults.js';

describe('The way to the first sound', () => {
  const begun = () =>
    new Timeline({
      ...defaults,
      id: 'a',
      acceptedAtMs: monotonicMs(),
      cold: false,
      source: 'text',
      pieces: [{ text: 'Hello.', start: 0 }],
      model: 'kokoro',
      output: 'none',
    });

  it('tells how long sound was held back, in place of what was made meanwhile', async () => {
    const timeline = begun();
    timeline.addStage('vocoder', 30);
    timeline.hold();
    await sleep(20);
    timeline.addStage('vocoder', 15);
    timeline.hold();
    timeline.release();
    timeline.addStage('output', 5);
    timeline.firstAudio(monotonicMs());

    const { stagesMs, bottleneck } = timeline.summary('end');
    assert.equal(stagesMs.vocoder, 30);
    assert.ok(stagesMs.hold! > 15, `${stagesMs.hold} ms`);
    assert.equal(stagesMs.output, 5);
    assert.equal(bottleneck, 'vocoder');
  });

  it('has no such stage where the first sound went on at once, nor for what is held back later', () => {
    const timeline = begun();
    timeline.release();
    timeline.firstAudio(monotonicMs());
    timeline.hold();
    timeline.release();
    assert.equal(timeline.summary('end').stagesMs.hold, null);
  });
});
