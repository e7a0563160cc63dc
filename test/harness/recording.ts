/** Mono samples between -1 and 1, with the moment on the monotonic clock (metrics/clock.ts) at which each was heard. */
export interface Recording {
  readonly samples: Float32Array;
  readonly rateHz: number;
  readonly clockMsAt: (sample: number) => number;
}

/** A stretch of sound between two silences. */
export interface Sound {
  /** On the monotonic clock: the first and the last audible sample. */
  readonly startMs: number;
  readonly endMs: number;
  /** Indices of these samples in the recording. */
  readonly first: number;
  readonly last: number;
}

/** −40 dBFS: what counts as audible everywhere in the project. */
const audible = 0.01;

/** The sounds of a recording, in order. Less than `silenceMs` without an audible sample does not end a sound. */
export function soundsOf({ samples, rateHz, clockMsAt }: Recording, silenceMs = 40): Sound[] {
  const silence = (silenceMs / 1000) * rateHz;
  const runs: { first: number; last: number }[] = [];
  samples.forEach((sample, index) => {
    if (Math.abs(sample) <= audible) return;
    const run = runs.at(-1);
    if (run && index - run.last <= silence) run.last = index;
    else runs.push({ first: index, last: index });
  });
  return runs.map(({ first, last }) => ({ first, last, startMs: clockMsAt(first), endMs: clockMsAt(last) }));
}

/** The part of a recording that was heard between two moments on the monotonic clock. */
export function between({ samples, rateHz, clockMsAt }: Recording, fromMs: number, toMs: number): Recording {
  const indexAt = (clockMs: number) => Math.max(0, Math.round(((clockMs - clockMsAt(0)) / 1000) * rateHz));
  const first = indexAt(fromMs);
  return {
    samples: samples.subarray(first, indexAt(toMs)),
    rateHz,
    clockMsAt: (sample) => clockMsAt(first + sample),
  };
}

/** Root mean square of the samples, in dB below full scale; -Infinity for silence. */
export function levelDbfs({ samples }: Recording): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  return 10 * Math.log10(power);
}

/**
 * Indices at which the wave jumps. Our voices have nothing above 12 kHz, a jump has everything: so a click is what remains
 * audible above 13 kHz. Clicks closer than 5 ms count as one.
 */
export function clicksOf({ samples, rateHz }: Recording): number[] {
  const kernel = highPass(13_000 / rateHz);
  const clicks: number[] = [];
  for (let index = 0; index + kernel.length <= samples.length; index++) {
    const rest = kernel.reduce((sum, weight, tap) => sum + weight * samples[index + tap]!, 0);
    const centre = index + (kernel.length - 1) / 2;
    if (Math.abs(rest) <= audible) continue;
    if (clicks.length === 0 || centre - clicks.at(-1)! > 0.005 * rateHz) clicks.push(centre);
  }
  return clicks;
}

/** A windowed-sinc high-pass filter; `cutoff` as a fraction of the sample rate. */
function highPass(cutoff: number): Float64Array {
  const taps = 63;
  const centre = (taps - 1) / 2;
  return Float64Array.from({ length: taps }, (_, tap) => {
    const x = tap - centre;
    const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / centre) + 0.08 * Math.cos((2 * Math.PI * x) / centre);
    return (x === 0 ? 1 : 0) - sinc * window;
  });
}
