/** Human voices, speaking. */
const lowestHz = 70;
const highestHz = 400;
const windowMs = 40;
const stepMs = 20;
/** How much a wave must resemble itself one period later to count as voiced. */
const voicedFrom = 0.6;

/**
 * Pitch of a voice in Hz, every 20 ms in which it has one, by the autocorrelation of 40 ms. Loud passages only: those
 * within 30 dB of the loudest.
 */
export function pitchesOf(samples: Float32Array, rateHz: number): number[] {
  const window = Math.round((windowMs / 1000) * rateHz);
  const longest = Math.round(rateHz / lowestHz);
  const frames: { readonly at: number; readonly power: number }[] = [];
  for (let at = 0; at + window + longest <= samples.length; at += Math.round((stepMs / 1000) * rateHz)) {
    frames.push({ at, power: product(samples, at, at, window) });
  }
  const loudest = Math.max(0, ...frames.map(({ power }) => power));
  return frames
    .filter(({ power }) => power > loudest / 1000)
    .map(({ at }) => pitchAt(samples, rateHz, at, window))
    .filter((hz) => hz !== undefined);
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function pitchAt(samples: Float32Array, rateHz: number, at: number, window: number): number | undefined {
  const power = product(samples, at, at, window);
  let best: { readonly lag: number; readonly likeness: number } | undefined;
  for (let lag = Math.round(rateHz / highestHz); lag <= Math.round(rateHz / lowestHz); lag++) {
    const later = product(samples, at + lag, at + lag, window);
    const likeness = product(samples, at, at + lag, window) / Math.sqrt(power * later || 1);
    // A wave resembles itself after two periods too: a longer one has to be clearly better.
    if (likeness > (best ? best.likeness * 1.03 : voicedFrom)) best = { lag, likeness };
  }
  return best && rateHz / best.lag;
}

function product(samples: Float32Array, one: number, other: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += samples[one + i]! * samples[other + i]!;
  return sum;
}
