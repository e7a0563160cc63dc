/** The samples of a reading that may still have to be played, addressed by their index in the reading. */
export class SampleQueue {
  readonly #chunks: { readonly first: number; readonly samples: Float32Array }[] = [];
  #end = 0;

  /** Index of the first sample that was not dropped. */
  get start(): number {
    return this.#chunks[0]?.first ?? this.#end;
  }

  /** Index after the last sample. */
  get end(): number {
    return this.#end;
  }

  push(samples: Float32Array): void {
    if (samples.length === 0) return;
    this.#chunks.push({ first: this.#end, samples });
    this.#end += samples.length;
  }

  /** Drops everything; what follows begins at an index that is none of a sample so far. */
  goOnAt(index: number): void {
    this.#chunks.length = 0;
    this.#end = index;
  }

  /** A copy of the samples [from, to), none of which may have been dropped. */
  read(from: number, to: number): Float32Array<ArrayBuffer> {
    const copy = new Float32Array(to - from);
    for (const { first, samples } of this.#chunks) {
      if (first >= to) break;
      if (first + samples.length <= from) continue;
      copy.set(samples.subarray(Math.max(from - first, 0), to - first), Math.max(first - from, 0));
    }
    return copy;
  }

  /** Forgets whole chunks that end at or before an index. */
  dropBefore(index: number): void {
    while (this.#chunks[0] && this.#chunks[0].first + this.#chunks[0].samples.length <= index) this.#chunks.shift();
  }
}
