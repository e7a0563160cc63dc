import { TextDecoder } from 'node:util';
import { AloudError } from '../protocol/errors.js';

/**
 * Decodes text that comes in parts: UTF-8, or UTF-16 with a byte order mark. Anything else would be read as noise.
 * @throws AloudError `not-text`, from each method
 */
export class TextBytes {
  #decoder: TextDecoder | undefined;

  /** @param from where the bytes are from, as the subject of a sentence */
  constructor(private readonly from: string) {}

  push(bytes: Uint8Array): string {
    const hasMark = bytes[0] === 0xff && bytes[1] === 0xfe;
    this.#decoder ??= new TextDecoder(hasMark ? 'utf-16le' : 'utf-8', { fatal: true });
    return this.#decode(this.#decoder, bytes);
  }

  /** What an incomplete character at the end comes to: an error. */
  end(): void {
    if (this.#decoder) this.#decode(this.#decoder);
  }

  #decode(decoder: TextDecoder, bytes?: Uint8Array): string {
    try {
      const text = decoder.decode(bytes, { stream: bytes !== undefined });
      if (!text.includes('\0')) return text;
    } catch {
      // Told below.
    }
    throw new AloudError('not-text', `${this.from} is not text: choose a text in UTF-8.`);
  }
}
