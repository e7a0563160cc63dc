/** What has become of the samples, counted in samples. */
export interface BufferState {
  /** Samples that were taken. */
  readonly taken: number;
  /** How often there was none between two samples. */
  readonly gaps: number;
  /** Samples are being taken. */
  readonly playing: boolean;
  /** There was none when one was asked for, after others. */
  readonly dry: boolean;
}

/**
 * Samples between a network and a loudspeaker. Before it gives any it waits until there are some, so that the next ones
 * may be late; where it ran dry it waits again.
 */
export class JitterBuffer {
  private readonly chunks: Float32Array[] = [];
  private buffered = 0;
  private ended = false;
  private taken = 0;
  private gaps = 0;
  private playing = false;
  /** How long it has been waiting for more since there was something. */
  private waited = 0;

  /** @param reserve How many samples it waits for; but no longer than it takes to play so many. */
  constructor(private readonly reserve: number) {}

  get state(): BufferState {
    const { taken, gaps, playing } = this;
    return { taken, gaps, playing, dry: !playing && taken > 0 };
  }

  push(samples: Float32Array): void {
    this.chunks.push(samples);
    this.buffered += samples.length;
  }

  /** Nothing follows what there is. */
  end(): void {
    this.ended = true;
  }

  /** Fills a block; what is missing at its end is silence. */
  pull(block: Float32Array): void {
    block.fill(0);
    if (!this.playing && !this.mayPlay(block.length)) return;
    if (!this.playing && this.taken > 0) this.gaps += 1;
    this.playing = true;
    let filled = 0;
    for (let chunk = this.chunks[0]; chunk && filled < block.length; chunk = this.chunks[0]) {
      const part = chunk.subarray(0, block.length - filled);
      block.set(part, filled);
      filled += part.length;
      if (part.length < chunk.length) this.chunks[0] = chunk.subarray(part.length);
      else this.chunks.shift();
    }
    this.taken += filled;
    this.buffered -= filled;
    if (filled < block.length) this.playing = false;
  }

  private mayPlay(blockLength: number): boolean {
    if (this.buffered === 0) return false;
    this.waited += blockLength;
    const may = this.ended || this.buffered >= this.reserve || this.waited > this.reserve;
    if (may) this.waited = 0;
    return may;
  }
}
