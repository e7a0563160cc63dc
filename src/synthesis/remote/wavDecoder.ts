import { fromPcm16 } from '../../playback/pcm16.js';

/** Nobody puts more than this before the sound. */
const MOST_HEADER_BYTES = 64 * 1024;
/** Whoever gives such a size, six hours of speech, does not know it yet: there are several customs. */
const UNKNOWN_BYTES = 0x3fff_0000;

const PCM = 1;
/** What it is stands further behind. */
const EXTENSIBLE = 0xfffe;

/** The bytes are no sound that can be played; the message says why, as a part of a sentence. */
export class NotPlayable extends Error {
  override readonly name = 'NotPlayable';
}

export interface WavFormat {
  /** Samples a second. */
  readonly sampleRate: number;
  /** How many there will be; undefined where the header was sent before that was known. */
  readonly samples: number | undefined;
}

/** Makes samples of a WAV file (16-bit PCM, mono) while its bytes arrive, cut anywhere. */
export class WavDecoder {
  /** Bytes that are not decoded yet: the header as far as it is there, then half a sample at most. */
  #rest: Buffer = Buffer.alloc(0);
  #format: WavFormat | undefined;
  #left = Infinity;

  /** Undefined until the header is there. */
  get format(): WavFormat | undefined {
    return this.#format;
  }

  /** All samples are there that the header told of. */
  get isComplete(): boolean {
    return this.#left === 0;
  }

  /**
   * The samples that are ready, mono float32 in [-1, 1]; maybe none.
   * @throws NotPlayable
   */
  push(bytes: Uint8Array): Float32Array<ArrayBuffer> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    if (!this.#format && !this.#readHeader()) return new Float32Array(0);
    // What follows the samples is about them.
    const samples = Math.min(this.#rest.length >> 1, this.#left);
    const pcm = this.#rest.subarray(0, 2 * samples);
    this.#rest = this.#left === samples ? Buffer.alloc(0) : this.#rest.subarray(2 * samples);
    this.#left -= samples;
    return fromPcm16(pcm);
  }

  /**
   * No more bytes will come.
   * @throws NotPlayable where they were not all
   */
  end(): void {
    if (!this.#format) throw new NotPlayable('it is cut off before the sound');
    if (this.#left > 0 && this.#left < Infinity) throw new NotPlayable('it is cut off');
  }

  /** Takes the header off the bytes, if all of it is there. */
  #readHeader(): boolean {
    const bytes = this.#rest;
    if (!'RIFF'.startsWith(bytes.toString('latin1', 0, 4)) || !'WAVE'.startsWith(bytes.toString('latin1', 8, 12))) {
      throw new NotPlayable('it is no WAV file');
    }
    let sampleRate: number | undefined;
    for (let at = 12; at + 8 <= bytes.length;) {
      const id = bytes.toString('latin1', at, at + 4);
      const size = bytes.readUInt32LE(at + 4);
      const body = at + 8;
      if (id === 'data') {
        if (sampleRate === undefined) throw new NotPlayable('it does not say what its samples are');
        const samples = size === 0 || size > UNKNOWN_BYTES ? undefined : size >> 1;
        this.#format = { sampleRate, samples };
        this.#left = samples ?? Infinity;
        this.#rest = bytes.subarray(body);
        return true;
      }
      if (id === 'fmt ' && body + size <= bytes.length) sampleRate = sampleRateOf(bytes.subarray(body, body + size));
      at = body + size + (size % 2);
    }
    if (bytes.length > MOST_HEADER_BYTES) throw new NotPlayable('it has no sound in it');
    return false;
  }
}

function sampleRateOf(format: Buffer): number {
  if (format.length < 16) throw new NotPlayable('it does not say what its samples are');
  const tag = format.readUInt16LE(0);
  const kind = tag === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : tag;
  const channels = format.readUInt16LE(2);
  const bits = format.readUInt16LE(14);
  const sampleRate = format.readUInt32LE(4);
  if (kind !== PCM || channels !== 1 || bits !== 16) {
    throw new NotPlayable(`it has ${channels} channels of ${bits} bits in format ${kind} in place of 16-bit PCM, mono`);
  }
  if (sampleRate < 4_000 || sampleRate > 192_000) throw new NotPlayable(`it has ${sampleRate} samples a second`);
  return sampleRate;
}
