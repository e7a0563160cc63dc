import { NO_STAGES } from '../../../src/metrics/timeline.js';
import type { Measurement } from '../../../src/protocol/performance.js';
import type { ReadingSummary } from '../../../src/protocol/reading.js';

/** A reading of fifty characters that was heard after a tenth of a second, but for `changes`. */
export function measurement(changes: Partial<ReadingSummary> = {}, finishedAt = new Date(0)): Measurement {
  return {
    finishedAt: finishedAt.toISOString(),
    summary: {
      id: 'a',
      startMs: null,
      cold: false,
      source: 'selection',
      characters: 50,
      model: 'kokoro',
      voice: 'af_heart',
      speed: 1,
      provider: 'cpu',
      output: 'device',
      cache: 'none',
      ttfaMs: 100,
      stagesMs: { ...NO_STAGES, acoustic: 60, vocoder: 40 },
      audioMs: 1000,
      computeMs: 200,
      rtf: 0.2,
      underruns: 0,
      loudnessLufs: null,
      truePeakDbtp: null,
      ended: 'end',
      bottleneck: 'acoustic',
      restarts: 0,
      ...changes,
    },
  };
}
