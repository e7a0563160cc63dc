import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../../src/metrics/clock.js';
import { Timeline } from '../../../src/metrics/timeline.js';
import { defaults } from '../../../src/protocol/defaults.js';

describe('The way to the first sound', () => {
  const chunk = { audioMs: 100 };
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
    timeline.addStage('vocoder', 30_000);
    timeline.hold();
    await sleep(20);
    timeline.addStage('vocoder', 15);
    timeline.hold();
    timeline.chunk(chunk);
    timeline.addStage('vocoder', 15);
    timeline.firstAudio(monotonicMs() + 5000);

    const { stagesMs, bottleneck } = timeline.summary('end');
    assert.equal(stagesMs.vocoder, 30_000);
    assert.ok(stagesMs.hold! > 15 && stagesMs.hold! < 5000, `${stagesMs.hold} ms`);
    assert.ok(stagesMs.output! >= 5000, `${stagesMs.output} ms`);
    assert.equal(bottleneck, 'vocoder');
  });

  it('has no such stage where the first sound went on at once, nor for what is held back later', () => {
    const timeline = begun();
    timeline.chunk(chunk);
    timeline.hold();
    timeline.firstAudio(monotonicMs());
    timeline.hold();
    timeline.chunk(chunk);
    assert.equal(timeline.summary('end').stagesMs.hold, null);
  });

  it('tells it of a reading that was stopped in it as well', () => {
    const timeline = begun();
    timeline.hold();
    const { stagesMs } = timeline.summary('stopped');
    assert.ok(stagesMs.hold !== null);
    assert.equal(stagesMs.output, null);
  });
});
