/** What the acoustic front end tells of an utterance before a sample of it exists. */
export interface AcousticOutput {
  /** Frames of each token. */
  readonly durations: BigInt64Array;
  /** Hz, two values a frame; up to 10 where unvoiced. */
  readonly pitch: Float32Array;
  readonly energy: Float32Array;
  /** Means over time of x, x², har and har², one after the other: [512, 512, 22, 22]. */
  readonly moments: Float32Array;
}

const voicedAboveHz = 10;
const decodedChannels = 512;
const harmonicChannels = 22;
const scalarCount = 9;
export const featureCount = scalarCount + 2 * decodedChannels + 2 * harmonicChannels;

/** Scales typical pitches to about one. */
const pitchUnitHz = 200;
const minVariance = 1e-8;
const logFloor = 1e-3;

/** The numbers from which the statistics of an utterance are predicted: [1077], the first nine of them scalars. */
export function featuresOf({ durations, pitch, energy, moments }: AcousticOutput): Float64Array {
  const frames = durations.reduce((sum, value) => sum + Number(value), 0);
  const voiced = pitch.filter((hz) => hz > voicedAboveHz);
  const features = new Float64Array(featureCount);
  features.set([
    voiced.length / pitch.length,
    mean(voiced) / pitchUnitHz,
    mean(pitch) / pitchUnitHz,
    mean(energy),
    deviation(energy),
    Number(durations[0]) / frames,
    Number(durations[durations.length - 1]) / frames,
    1 / Math.sqrt(frames),
    Math.log(frames),
  ]);
  const [x, squares, har, harSquares] = parts(moments);
  features.set(x, scalarCount);
  for (let c = 0; c < decodedChannels; c++) {
    const variance = Math.max(squares[c]! - x[c]! ** 2, minVariance);
    features[scalarCount + decodedChannels + c] = Math.log(Math.sqrt(variance) + logFloor);
  }
  const harStart = scalarCount + 2 * decodedChannels;
  features.set(har, harStart);
  features.set(harSquares.map(Math.sqrt), harStart + harmonicChannels);
  return features;
}

/** How much a feature weighs against the others: the nine scalars together as much as all channels. */
export function featureWeight(index: number): number {
  return 1 / Math.sqrt(index < scalarCount ? scalarCount : featureCount - scalarCount);
}

function parts(moments: Float32Array): [Float32Array, Float32Array, Float32Array, Float32Array] {
  const har = 2 * decodedChannels;
  return [
    moments.subarray(0, decodedChannels),
    moments.subarray(decodedChannels, har),
    moments.subarray(har, har + harmonicChannels),
    moments.subarray(har + harmonicChannels),
  ];
}

function mean(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: Float32Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
