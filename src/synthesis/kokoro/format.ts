/* What all Kokoro graphs have in common. */

export const sampleRateHz = 24_000;
/** One frame is 25 ms: the unit of durations and of decoding. */
export const frameSamples = 600;
/** Elements of a style vector. */
export const styleSize = 256;
