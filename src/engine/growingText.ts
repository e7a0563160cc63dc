import { once } from 'node:events';
import type { ReadingExtension } from '../protocol/engine.js';
import type { ReadingRequest, TextPiece } from '../protocol/reading.js';

type Text = Pick<ReadingRequest, 'pieces' | 'open'>;

/** The text of a reading, which may still be arriving. */
export class GrowingText {
  readonly #pieces: TextPiece[];
  #open: boolean;
  /** Pieces that were taken. */
  #taken = 0;
  readonly #changes = new EventTarget();

  constructor({ pieces, open = false }: Text) {
    this.#pieces = [...pieces];
    this.#open = open;
  }

  get characters(): number {
    return this.#pieces.reduce((total, { text }) => total + text.length, 0);
  }

  /** Nothing is there to be taken, but something will be. */
  get isAwaited(): boolean {
    return this.#open && this.#taken === this.#pieces.length;
  }

  extend({ index, pieces, open }: ReadingExtension): void {
    this.#pieces.push(...pieces.slice(Math.max(0, this.#pieces.length - index)));
    this.#open = open;
    this.#changes.dispatchEvent(new Event('extended'));
  }

  /** All there is by now. */
  takeAll(): Text {
    this.#taken = this.#pieces.length;
    return { pieces: [...this.#pieces], open: this.#open };
  }

  /** What came since something was taken, once there is any; undefined where nothing follows, or it is aborted. */
  async takeNext(signal: AbortSignal): Promise<Text | undefined> {
    while (this.isAwaited && !signal.aborted) await once(this.#changes, 'extended', { signal }).catch(() => undefined);
    const pieces = this.#pieces.slice(this.#taken);
    if (signal.aborted || pieces.length === 0) return undefined;
    this.#taken = this.#pieces.length;
    return { pieces, open: this.#open };
  }
}
