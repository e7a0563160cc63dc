import { melBands, type MelSpectrogram } from '../../../src/metrics/mel.js';

/** Bands quieter than the loudest one by so much count as equally quiet. */
const floorRatio = 1e-6;
/** Frames quieter than the loudest one by so much are silent. */
const activeRatio = 1e-5;
/** How far the same moment may lie apart in the two sounds, beyond their difference in length. */
const reachFrames = 100;

/**
 * Mean difference over mel bands of two sounds of the same words that were not spoken at the same pace, in dB: each
 * moment of one is compared with that moment of the other that it fits best, in order (dynamic time warping). Silence
 * does not count, however long.
 */
export function alignedMelDistance(a: MelSpectrogram, b: MelSpectrogram): number {
  const [left, right] = [decibels(a), decibels(b)];
  const reach = reachFrames + Math.abs(left.length - right.length);
  let previous: Path[] = [];
  for (const [row, frame] of left.entries()) {
    const current: Path[] = [];
    const middle = Math.round((row * right.length) / left.length);
    const last = Math.min(right.length - 1, middle + reach);
    for (let column = Math.max(0, middle - reach); column <= last; column++) {
      const before =
        row === 0 && column === 0 ? start : best(previous[column - 1], previous[column], current[column - 1]);
      if (before) current[column] = { sum: before.sum + distance(frame, right[column]!), steps: before.steps + 1 };
    }
    previous = current;
  }
  const { sum, steps } = previous.at(-1)!;
  return sum / steps;
}

/** The best way to compare two beginnings: the sum of its distances, and how many they are. */
interface Path {
  readonly sum: number;
  readonly steps: number;
}

const start: Path = { sum: 0, steps: 0 };

function best(...paths: readonly (Path | undefined)[]): Path | undefined {
  let found: Path | undefined;
  for (const path of paths) if (path && (!found || path.sum < found.sum)) found = path;
  return found;
}

/** The audible frames. */
function decibels({ bands, power }: MelSpectrogram): Float64Array[] {
  const loudest = bands.reduce((most, frame) => frame.reduce((loud, value) => Math.max(loud, value), most), 0);
  const floor = loudest * floorRatio;
  const threshold = power.reduce((most, value) => Math.max(most, value), 0) * activeRatio;
  return bands
    .filter((_, frame) => power[frame]! > threshold)
    .map((frame) => frame.map((value) => 10 * Math.log10(value + floor)));
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, band) => sum + Math.abs(value - b[band]!), 0) / melBands;
}
