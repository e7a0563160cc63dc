/** A prime, so that rows of any length do not fall into step with it. */
const length = 262_139;
const seed = 0x9e3779b9;

/** Normally distributed numbers, always the same ones. */
export const gaussianNoise = (): Float32Array => Float32Array.from({ length }, normal(uniform(seed)));

/** The Box-Muller transform. */
function normal(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Numbers in [0, 1): mulberry32. */
function uniform(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
