import { createHash } from 'node:crypto';
import type { Utterance } from '../speechModel.js';

/** The finished sound of one segment, with what it takes to tell when its words are spoken. */
export interface Phrase {
  /** Length of its utterance in frames, silence included. */
  readonly frames: number;
  readonly durations: Utterance['durations'];
  /** What was cut off the utterance before the first sample. */
  readonly droppedMs: number;
  /** 16-bit little-endian PCM, mono, at the model's rate. Half of float32's size; 98 dB of range are more than a voice has. */
  readonly pcm: Buffer;
}

const digestBytes = 32;
const lengthBytes = 4;

/** A phrase as a file: a digest of all that follows and of the key, the length of the facts, the facts, the samples. */
export function encodePhrase(key: string, { pcm, ...facts }: Phrase): Buffer {
  const head = Buffer.from(JSON.stringify(facts));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(head.length);
  const body = Buffer.concat([length, head, pcm]);
  return Buffer.concat([digestOf(key, body), body]);
}

/** Undefined where the bytes are not those that were encoded for this key. */
export function decodePhrase(key: string, bytes: Buffer): Phrase | undefined {
  const body = bytes.subarray(digestBytes);
  if (body.length < lengthBytes || !digestOf(key, body).equals(bytes.subarray(0, digestBytes))) return undefined;
  const pcmAt = lengthBytes + body.readUInt32LE();
  const facts = JSON.parse(body.toString('utf8', lengthBytes, pcmAt)) as Omit<Phrase, 'pcm'>;
  return { ...facts, pcm: body.subarray(pcmAt) };
}

/** Memory that a phrase takes, about. */
export function sizeOf({ pcm, durations }: Phrase): number {
  return pcm.length + durations.phonemes.length * Float64Array.BYTES_PER_ELEMENT;
}

function digestOf(key: string, body: Buffer): Buffer {
  return createHash('sha256').update(key).update(body).digest();
}
