import { LoudnessMeter } from '../metrics/loudness.js';
import { TruePeak } from '../metrics/truePeak.js';
import { toPcm16 } from '../playback/pcm16.js';
import { Limiter } from './loudness/limiter.js';
import { SilenceTrim } from './silence.js';

const SAMPLE_RATE = 24_000;
/** A second each: by then the compiler has seen enough. */
const TIMES = 3;

/**
 * Sends some noise through everything that is done to each sample, so that this has been compiled before the first chunk
 * of speech comes: that one would take 50 ms otherwise, in which the engine's main thread answers nobody.
 */
export function warmUpSamples(): void {
  const trim = new SilenceTrim(SAMPLE_RATE);
  const limiter = new Limiter(SAMPLE_RATE);
  const loudness = new LoudnessMeter(SAMPLE_RATE);
  const peaks = new TruePeak();
  for (let time = 1; time <= TIMES; time++) {
    const noise = Float32Array.from({ length: SAMPLE_RATE }, () => 2 * Math.random() - 1);
    const limited = limiter.push(trim.push(noise, (TIMES - time) * SAMPLE_RATE), time === TIMES);
    loudness.push(limited);
    for (const sample of limited) peaks.next(sample);
    toPcm16(limited);
  }
}
