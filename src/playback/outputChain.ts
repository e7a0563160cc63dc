import { AloudError, messageOf } from '../protocol/errors.js';
import type { AudioOutput, OutputFactory, OutputListener } from './output.js';

/** An output that failed is opened again, unless it had failed within this much audio before. */
const REOPEN_AFTER_MS = 1000;

/** The outputs that a reading may use, best first: opens the best of those that have not failed. */
export class OutputChain {
  readonly #factories: OutputFactory[];
  #name: string | undefined;
  #failedAtMs = -Infinity;
  #lastError: unknown;

  constructor(
    factories: readonly OutputFactory[],
    private readonly sampleRate: number,
  ) {
    this.#factories = [...factories];
  }

  /** Name of the output that was opened last; undefined before one was. */
  get name(): string | undefined {
    return this.#name;
  }

  /**
   * @returns The output, and the sentence for the user when it takes the place of another one.
   * @throws AloudError when none is left.
   */
  async open(
    listenerFor: (output: AudioOutput) => OutputListener,
  ): Promise<{ readonly output: AudioOutput; readonly notice?: string }> {
    for (let make = this.#factories[0]; make; make = this.#factories[0]) {
      try {
        const output = await make();
        await output.open(this.sampleRate, listenerFor(output));
        const before = this.#name;
        this.#name = output.name;
        return { output, ...(before !== undefined && before !== output.name && { notice: noticeOf(output) }) };
      } catch (error) {
        this.#lastError = error;
        this.#factories.shift();
      }
    }
    throw this.#lastError instanceof AloudError
      ? this.#lastError
      : new AloudError('no-sound-device', `The sound output does not work (${messageOf(this.#lastError)}).`);
  }

  /** The open output failed, so much audio into the reading. */
  failed(error: Error, atMs: number): void {
    this.#lastError = error;
    if (atMs - this.#failedAtMs < REOPEN_AFTER_MS) this.#factories.shift();
    this.#failedAtMs = atMs;
  }
}

function noticeOf({ name }: AudioOutput): string {
  return `The sound device stopped working: the reading goes on through ${name.replace(/^player:/, '')}.`;
}
