import { setImmediate } from 'node:timers/promises';
import { AloudError } from '../protocol/errors.js';
import type { TextEdit } from './block.js';
import type { CommentSpan, LineScanner } from './lineScanner.js';

/** Asked now and then whether the answer is still wanted. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/**
 * Scans up to and including a line, letting other work of the thread go on.
 * @throws AloudError `cancelled`, also when the text was edited since the search began
 */
export type Reach = (line: number) => Promise<void>;

/** How long a scan keeps its thread before others get a turn. */
const sliceMs = 10;

interface Line<State> {
  readonly text: string;
  /** Line break that follows. */
  readonly eol: string;
  scan?: { readonly before: State; readonly spans: readonly CommentSpan[]; readonly next: State };
}

/**
 * A text whose lines are scanned as far as somebody asked, each once. An edit scans anew from its first line until a
 * line begins in the same state as it did before.
 */
export class ScannedText<State> {
  private lines: Line<State>[];
  /** Lines before this one are scanned, each in the state that the line before it left. */
  private scanned = 0;
  private revision = 0;
  private starts: number[] | undefined;

  constructor(
    text: string,
    private readonly scanner: LineScanner<State>,
  ) {
    this.lines = linesOf(text);
  }

  get lineCount(): number {
    return this.lines.length;
  }

  text(line: number): string {
    return this.lines[line]?.text ?? '';
  }

  /** Offset of the line's first character. */
  offset(line: number): number {
    this.starts ??= startsOf(this.lines);
    return this.starts[line] ?? 0;
  }

  /** The line's comments; none where `reach` has not been. */
  spans(line: number): readonly CommentSpan[] {
    return line < this.scanned ? this.lines[line]!.scan!.spans : [];
  }

  declaredName(line: number): string | undefined {
    return line < this.scanned ? this.scanner.declaredName(this.text(line), this.lines[line]!.scan!.before) : undefined;
  }

  edit({ start, end, text }: TextEdit): void {
    const first = this.lines[start.line];
    const last = this.lines[end.line];
    if (!first || !last) throw new RangeError(`No lines ${start.line} to ${end.line} in ${this.lines.length}`);
    const middle = linesOf<State>(
      first.text.slice(0, start.character) + text + last.text.slice(end.character) + last.eol,
    );
    // Ending in a line break, the new lines have an empty one at the end that is the next one's beginning.
    if (last.eol !== '') middle.pop();
    this.lines = this.lines.slice(0, start.line).concat(middle, this.lines.slice(end.line + 1));
    this.scanned = Math.min(this.scanned, start.line);
    this.starts = undefined;
    this.revision++;
  }

  /** Begins a search in the text as it is now. */
  search(cancellation?: Cancellation): Reach {
    const { revision } = this;
    // One slice may serve many calls that each scan a line or two.
    let sliceEndMs = performance.now() + sliceMs;
    return async (line) => {
      for (;;) {
        if (revision !== this.revision) throw new AloudError('cancelled', 'The text was edited.');
        if (this.scanned > line || this.scanned >= this.lines.length) return;
        this.scanNext();
        if (performance.now() < sliceEndMs) continue;
        await setImmediate();
        if (cancellation?.isCancellationRequested) throw new AloudError('cancelled', 'The search was given up.');
        sliceEndMs = performance.now() + sliceMs;
      }
    };
  }

  private scanNext(): void {
    const line = this.lines[this.scanned]!;
    const before = this.lines[this.scanned - 1]?.scan?.next ?? this.scanner.initial;
    if (!line.scan || !this.scanner.equal(line.scan.before, before)) {
      line.scan = { before, ...this.scanner.scan(line.text, before) };
    }
    this.scanned++;
  }
}

function linesOf<State>(text: string): Line<State>[] {
  const parts = text.split(/(\r\n|\n|\r)/u);
  return Array.from({ length: (parts.length + 1) / 2 }, (_, index) => ({
    text: parts[2 * index] ?? '',
    eol: parts[2 * index + 1] ?? '',
  }));
}

function startsOf(lines: readonly { readonly text: string; readonly eol: string }[]): number[] {
  let offset = 0;
  return lines.map(({ text, eol }) => {
    const start = offset;
    offset += text.length + eol.length;
    return start;
  });
}
