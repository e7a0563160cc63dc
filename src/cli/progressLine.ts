import type { WriteStream } from 'node:tty';

/** On a terminal often enough to look alive, elsewhere seldom enough not to fill a log. */
const terminalIntervalMs = 100;
const logIntervalMs = 3_000;

/** Progress on standard error: one line that changes on a terminal, a line every few seconds in a log. */
export class ProgressLine {
  private lastMs = -Infinity;
  private pending = '';
  private shown = '';

  constructor(private readonly stream: Pick<WriteStream, 'write'> & { readonly isTTY?: boolean }) {}

  update(text: string): void {
    this.pending = text;
    const nowMs = performance.now();
    if (nowMs - this.lastMs < (this.stream.isTTY ? terminalIntervalMs : logIntervalMs)) return;
    this.lastMs = nowMs;
    this.show();
  }

  /** A line that stays. */
  say(text: string): void {
    this.stream.write(this.stream.isTTY && this.shown ? `\r\u001b[K${text}\n${this.shown}` : `${text}\n`);
  }

  /** Shows what was last known and leaves the line. */
  end(): void {
    this.show();
    if (this.stream.isTTY && this.shown) this.stream.write('\n');
  }

  private show(): void {
    if (this.pending === this.shown) return;
    this.shown = this.pending;
    this.stream.write(this.stream.isTTY ? `\r\u001b[K${this.shown}` : `${this.shown}\n`);
  }
}
