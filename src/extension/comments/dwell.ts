import type { CancellationToken, Event } from 'vscode';
import type { CommentPassage } from './commentPassage.js';
import { isScreenReaderOn } from '../screenReader.js';

/** The window's one reading, as far as comments need it. */
export interface CommentReader {
  /** Settles when the reading has ended. */
  read(passage: CommentPassage): Promise<unknown>;
  stop(): Promise<void>;
  /** This may be read next. */
  expect(passage: CommentPassage): void;
  /** The reading, its state or its first audio changed. */
  readonly onDidChange: Event<void>;
  readonly reading: { readonly ttfaMs: number | undefined } | undefined;
  /** The browser wants a click before it plays. */
  readonly waitsForClick: boolean;
}

/**
 * Reads a comment once the pointer has rested on it. All that the editor tells is that it asks for hovers, and that it
 * wants none any more because the pointer left; so a hover is kept waiting until the voice is heard.
 */
export class Dwell {
  /** The comment that was read for the pointer, which has been nowhere else since. */
  private heard: string | undefined;
  /** The last reading that was begun here. */
  private own: CommentReader['reading'];

  constructor(private readonly reader: CommentReader) {}

  /** The pointer rests elsewhere. */
  leave(): void {
    this.heard = undefined;
  }

  /** Resolves when the comment is heard, or will not be. */
  async over(passage: CommentPassage, dwellMs: number, token: CancellationToken): Promise<void> {
    const key = `${passage.parts[0].uri.toString()}#${passage.pieces[0]?.start}`;
    if (this.heard === key) return;
    this.leave();
    // A screen reader speaks already. And what somebody asked for is not cut short by the pointer.
    if (isScreenReaderOn() || this.isOtherReading()) return;
    await sleep(dwellMs, token);
    if (token.isCancellationRequested || this.isOtherReading()) return;
    this.heard = key;
    if (!(await this.readUntilHeard(passage, token))) this.leave();
  }

  private isOtherReading(): boolean {
    return this.reader.reading !== undefined && this.reader.reading !== this.own;
  }

  /** @returns false when the pointer left before anything was heard */
  private async readUntilHeard(passage: CommentPassage, token: CancellationToken): Promise<boolean> {
    const before = this.reader.reading;
    return new Promise((resolve) => {
      const listeners = [
        this.reader.onDidChange(() => {
          const { reading } = this.reader;
          if (!reading || reading === before) return;
          this.own = reading;
          if (reading.ttfaMs !== undefined) settle(true);
        }),
        token.onCancellationRequested(() => {
          // Who is asked for a click has to take the pointer there.
          if (this.reader.waitsForClick) return;
          settle(false);
          void this.reader.stop();
        }),
      ];
      const settle = (heard: boolean) => {
        for (const listener of listeners) listener.dispose();
        resolve(heard);
      };
      const ended = () => {
        settle(true);
      };
      // The reader itself shows why a reading failed.
      this.reader.read(passage).then(ended, ended);
    });
  }
}

/** Ends early when cancelled. */
async function sleep(ms: number, token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
