import FFT from 'fft.js';

const windowSamples = 1024;
const hopSamples = 256;
export const melBands = 80;
const binCount = windowSamples / 2 + 1;

/** Power in mel bands over time. */
export interface MelSpectrogram {
  /** [frames][80] */
  readonly bands: readonly Float64Array[];
  /** Power of each frame over all frequencies. */
  readonly power: readonly number[];
}

const fft = new FFT(windowSamples);
const hann = Float64Array.from(
  { length: windowSamples },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (windowSamples - 1)),
);

/** The spectrogram of mono samples, in windows of 1024 that begin half before the first sample, one every 256. */
export function melSpectrogram(samples: Float32Array, sampleRateHz: number): MelSpectrogram {
  const filters = melFilters(sampleRateHz);
  const frames = Math.floor(samples.length / hopSamples) + 1;
  const windowed = new Float64Array(windowSamples);
  const spectrum = fft.createComplexArray();
  const bands: Float64Array[] = [];
  const power: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * hopSamples - windowSamples / 2;
    for (let n = 0; n < windowSamples; n++) windowed[n] = hann[n]! * (samples[start + n] ?? 0);
    fft.realTransform(spectrum, windowed);
    const bins = Float64Array.from({ length: binCount }, (_, k) => spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2);
    bands.push(
      Float64Array.from(filters, ({ first, weights }) => weights.reduce((sum, w, i) => sum + w * bins[first + i]!, 0)),
    );
    power.push(bins.reduce((sum, value) => sum + value, 0));
  }
  return { bands, power };
}

/** Bands quieter than the loudest one by so much count as equally quiet. */
const floorRatio = 1e-6;
/** Frames quieter than the loudest one by so much do not count. */
const activeRatio = 1e-5;

/** Mean difference of two sounds of the same words, over mel bands and audible frames of the first, in dB. */
export function melDistance(reference: MelSpectrogram, other: MelSpectrogram): number {
  const floor = floorRatio * largest(reference.bands.map((frame) => largest(frame)));
  const threshold = activeRatio * largest(reference.power);
  const decibels = (power: number) => 10 * Math.log10(power + floor);
  let sum = 0;
  let count = 0;
  for (let frame = 0; frame < Math.min(reference.bands.length, other.bands.length); frame++) {
    if (reference.power[frame]! <= threshold) continue;
    const theirs = other.bands[frame]!;
    reference.bands[frame]!.forEach((power, band) => (sum += Math.abs(decibels(power) - decibels(theirs[band]!))));
    count += melBands;
  }
  return count === 0 ? 0 : sum / count;
}

const largest = (values: ArrayLike<number> & Iterable<number>): number => {
  let result = -Infinity;
  for (const value of values) result = Math.max(result, value);
  return result;
};

interface Filter {
  /** The first bin that it hears. */
  readonly first: number;
  readonly weights: readonly number[];
}

const filtersByRate = new Map<number, readonly Filter[]>();

/** Triangles of equal height whose corners are equally far apart on the mel scale. */
function melFilters(sampleRateHz: number): readonly Filter[] {
  const known = filtersByRate.get(sampleRateHz);
  if (known) return known;
  const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);
  const corner = (index: number) => toHz((toMel(sampleRateHz / 2) * index) / (melBands + 1));
  const hzOf = (bin: number) => (bin * sampleRateHz) / windowSamples;
  const filters = Array.from({ length: melBands }, (_, band) => {
    const [left, middle, right] = [corner(band), corner(band + 1), corner(band + 2)];
    const weight = (hz: number) =>
      Math.max(0, Math.min((hz - left) / (middle - left), (right - hz) / (right - middle)));
    const all = Array.from({ length: binCount }, (_, bin) => weight(hzOf(bin)));
    const first = Math.max(
      0,
      all.findIndex((value) => value > 0),
    );
    return { first, weights: all.slice(first, all.findLastIndex((value) => value > 0) + 1) };
  });
  filtersByRate.set(sampleRateHz, filters);
  return filters;
}
