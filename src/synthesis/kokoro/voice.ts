import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AloudError } from '../../protocol/errors.js';
import { styleSize } from './format.js';

const rows = 510;

/** A voice: one style vector for each number of phonemes. */
export class Voice {
  private constructor(
    readonly name: string,
    private readonly styles: Float32Array,
  ) {}

  /**
   * Reads `<folder>/<name>.bin`: float32 [510, 1, 256], little-endian.
   * @throws AloudError `unknown-voice`, `model-damaged`
   */
  static async read(folder: string, name: string): Promise<Voice> {
    const bytes =
      /^[a-z]{2}_[a-z0-9]+$/.test(name) && (await readFile(join(folder, `${name}.bin`)).catch(() => undefined));
    if (!bytes) {
      throw new AloudError(
        'unknown-voice',
        `There is no voice "${name}" here: choose another one, or install it first.`,
      );
    }
    if (bytes.byteLength !== rows * styleSize * Float32Array.BYTES_PER_ELEMENT) {
      throw new AloudError('model-damaged', `The file of the voice "${name}" is damaged: install it again.`);
    }
    return new Voice(name, new Float32Array(new Uint8Array(bytes).buffer));
  }

  /** The style for an utterance of so many phonemes. */
  style(phonemes: number): Float32Array {
    const row = Math.min(phonemes, rows - 1);
    return this.styles.subarray(row * styleSize, (row + 1) * styleSize);
  }
}

/** Voices of one folder, each read once. */
export class Voices {
  private readonly read = new Map<string, Promise<Voice>>();

  constructor(private readonly folder: string) {}

  get(name: string): Promise<Voice> {
    let voice = this.read.get(name);
    if (!voice) {
      voice = Voice.read(this.folder, name);
      this.read.set(name, voice);
      voice.catch(() => this.read.delete(name));
    }
    return voice;
  }
}
