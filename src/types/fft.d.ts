declare module 'fft.js' {
  /** Fast Fourier transform of a size that is a power of two. Complex arrays hold real and imaginary parts in turn. */
  export default class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    /** Fills the first half of `out`; the second mirrors it. */
    realTransform(out: number[], input: ArrayLike<number>): void;
  }
}
