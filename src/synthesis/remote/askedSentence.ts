import { Resampler } from '../../dsp/resampler.js';
import { monotonicMs } from '../../metrics/clock.js';
import type { SegmentRow } from '../../protocol/reading.js';
import type { Sentence } from '../../text/sentence.js';
import { joined, SilenceTrim } from '../silence.js';
import type { SpokenChunk } from './speechClient.js';

/** Sound of a sentence as it is played. */
export interface Sound {
  readonly samples: Float32Array;
  /** How long all of the sentence is, where the server told that beforehand; silence around it included. */
  readonly wholeMs: number | undefined;
  /** How long it was waited for. */
  readonly waitedMs: number;
}

export interface SoundTools {
  /** Of the reading, in samples a second. */
  readonly sampleRate: number;
  /** Somebody waited for the server. */
  readonly onWaited: (ms: number) => void;
}

/** But for the first one, chunks are at least so long: networks cut small. */
const LEAST_CHUNK_MS = 100;
/** What a server has not sent yet may be nothing but silence. */
const MAYBE_LAST = 1;

/** A sentence that a server was asked to say. */
export class AskedSentence {
  /** What of it was played, the pause after it included. */
  audioMs = 0;
  private waitedMs = 0;
  private readonly first: Promise<IteratorResult<SpokenChunk, void>>;

  /** @param speed at which it is said */
  constructor(
    readonly sentence: Sentence,
    readonly speed: number,
    private readonly chunks: AsyncGenerator<SpokenChunk, void>,
    private readonly tools: SoundTools,
  ) {
    this.first = chunks.next(); // the server begins before anybody waits for it
    this.first.catch(() => undefined); // told by `sound`
  }

  /** What is heard of it: without the silence around it, at the rate of the reading. To be called once. */
  async *sound(): AsyncGenerator<Sound> {
    const { sampleRate } = this.tools;
    const trim = new SilenceTrim(sampleRate);
    const leastSamples = (LEAST_CHUNK_MS * sampleRate) / 1000;
    let resampler: Resampler | undefined;
    let wholeMs: number | undefined;
    let ready: Float32Array = new Float32Array(0);
    let least = 1;
    let toldMs = 0;
    const take = (): Sound => {
      const taken = { samples: ready, wholeMs, waitedMs: this.waitedMs - toldMs };
      ready = new Float32Array(0);
      toldMs = this.waitedMs;
      return taken;
    };
    for await (const { chunk, samples, sampleRate: rate } of this.arriving()) {
      if (rate !== sampleRate) resampler ??= new Resampler(rate, sampleRate);
      if (samples !== undefined) wholeMs = (samples * 1000) / rate;
      ready = joined(ready, trim.push(resampler ? resampler.push(chunk) : chunk, MAYBE_LAST));
      if (ready.length < least) continue;
      yield take();
      least = leastSamples;
    }
    ready = joined(ready, trim.push(new Float32Array(0), 0));
    if (ready.length > 0) yield take();
  }

  row(): SegmentRow {
    const { start, end } = this.sentence;
    return { start, end, characters: end - start, audioMs: this.audioMs, computeMs: this.waitedMs, split: 'sentence' };
  }

  private async *arriving(): AsyncGenerator<SpokenChunk> {
    try {
      for (let next = this.first; ; next = this.chunks.next()) {
        const startedAt = monotonicMs();
        const { done, value } = await next.finally(() => {
          const ms = monotonicMs() - startedAt;
          this.waitedMs += ms;
          this.tools.onWaited(ms);
        });
        if (done === true) return;
        yield value;
      }
    } finally {
      await this.chunks.return();
    }
  }
}
