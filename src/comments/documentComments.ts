import type { CommentBlock, TextEdit, TextPosition, TextRange } from './block.js';
import type { CommentSpan, LineScanner } from './lineScanner.js';
import type { Cancellation, Reach } from './scannedText.js';
import { ScannedText } from './scannedText.js';

/** A comment declares its subject at most so many lines away (a long signature, attributes and decorators). */
const subjectWithinLines = 40;

/** The comments of one document, found as far as they are asked for and kept through edits. */
export class DocumentComments<State> {
  readonly how: LineScanner<State>['how'];
  private readonly text: ScannedText<State>;

  constructor(text: string, scanner: LineScanner<State>) {
    this.how = scanner.how;
    this.text = new ScannedText(text, scanner);
  }

  edit(edit: TextEdit): void {
    this.text.edit(edit);
  }

  /**
   * The comment at a position, its edges and the indentation of whole-line comments included.
   * @throws AloudError `cancelled`, also when the text was edited meanwhile
   */
  async at({ line, character }: TextPosition, cancellation?: Cancellation): Promise<CommentBlock | undefined> {
    const reach = this.text.search(cancellation);
    await reach(line);
    const spans = this.text.spans(line);
    const index = spans.findLastIndex(
      (span, i) => (span.start <= character || (i === 0 && this.isIndented(line, span))) && character <= span.end,
    );
    if (index < 0) return undefined;
    const first = this.firstOf(line, index);
    return (await this.blockFrom(first.line, first.index, reach)).block;
  }

  /**
   * All comments, in document order.
   * @throws AloudError `cancelled`, also when the text was edited meanwhile
   */
  async all(cancellation?: Cancellation): Promise<CommentBlock[]> {
    const reach = this.text.search(cancellation);
    const blocks: CommentBlock[] = [];
    let line = 0;
    let index = 0;
    while (line < this.text.lineCount) {
      await reach(line);
      if (index >= this.text.spans(line).length) {
        line++;
        index = 0;
        continue;
      }
      const { block, last } = await this.blockFrom(line, index, reach);
      if (block.pieces.length > 0) blocks.push(block);
      ({ line, index } = last);
      index++;
    }
    return blocks;
  }

  /** Where the comment began that the span is a part of. */
  private firstOf(line: number, index: number): { line: number; index: number } {
    while (index === 0 && line > 0 && this.goesOn(line - 1)) {
      line--;
      index = this.text.spans(line).length - 1;
    }
    return { line, index };
  }

  /** Reads a whole comment from its first span, scanning as far as it goes. */
  private async blockFrom(line: number, index: number, reach: Reach) {
    const first = { line, index };
    const { kind } = this.text.spans(line)[index]!;
    const pieces: TextRange[] = [];
    for (;;) {
      const { start, end } = this.text.spans(line)[index]!;
      const offset = this.text.offset(line);
      if (start < end) pieces.push({ start: offset + start, end: offset + end });
      await reach(line + 1);
      if (index < this.text.spans(line).length - 1 || !this.goesOn(line)) break;
      line++;
      index = 0;
    }
    const last = { line, index };
    const documents = await this.subject(first.line, last, kind === 'docstring', reach);
    const start = pieces[0]?.start ?? this.text.offset(first.line);
    const end = pieces.at(-1)?.end ?? start;
    const block: CommentBlock = { start, end, kind, pieces, ...(documents !== undefined && { documents }) };
    return { block, last };
  }

  /** Whether the last comment of a line goes on in the next one: it is open still, or both are line comments alike. */
  private goesOn(line: number): boolean {
    const span = this.text.spans(line).at(-1);
    const next = this.text.spans(line + 1)[0];
    if (!span || !next) return false;
    if (next.continues) return true;
    if (span.kind !== 'line' || next.kind !== 'line') return false;
    if (span.start !== next.start || !this.isIndented(line, span) || !this.isIndented(line + 1, next)) return false;
    return alike(this.slice(line, span), this.slice(line + 1, next));
  }

  private isIndented(line: number, span: CommentSpan): boolean {
    return this.text.text(line).slice(0, span.start).trim() === '';
  }

  private slice(line: number, span: CommentSpan): string {
    return this.text.text(line).slice(span.start, span.end);
  }

  /** A docstring belongs to the declaration around it, any other comment to the one right below. */
  private async subject(
    firstLine: number,
    last: { line: number; index: number },
    isDocstring: boolean,
    reach: Reach,
  ): Promise<string | undefined> {
    const enclosing = isDocstring ? this.enclosingName(firstLine) : undefined;
    if (enclosing !== undefined) return enclosing;
    const span = this.text.spans(last.line)[last.index]!;
    // Code before or behind the comment: it is a remark on that line.
    if (this.text.text(last.line).slice(span.end).trim() !== '') return undefined;
    const opening = this.text.spans(firstLine)[0];
    if (!opening || !this.isIndented(firstLine, opening)) return undefined;

    for (let line = last.line + 1; line <= last.line + subjectWithinLines; line++) {
      await reach(line);
      const code = this.text.text(line).trim();
      if (/^#?\[.*\]$/u.test(code)) continue; // an attribute
      const name = this.text.declaredName(line);
      if (code === '' || name !== undefined) return name;
      if (!/^(?:@|#?\[|template\b)/u.test(code)) return undefined;
    }
    return undefined;
  }

  private enclosingName(docstringLine: number): string | undefined {
    const indentation = this.indentation(docstringLine);
    for (let line = docstringLine - 1; line >= 0 && line >= docstringLine - subjectWithinLines; line--) {
      const code = this.text.text(line).trim();
      if (code === '' && line === docstringLine - 1) continue;
      if (code === '') return undefined;
      if (this.indentation(line) >= indentation) continue;
      const name = this.text.declaredName(line);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  private indentation(line: number): number {
    return this.text.text(line).search(/\S|$/u);
  }
}

/** Line comments with the same mark; a line without words (a separator, an empty comment) goes with any. */
function alike(a: string, b: string): boolean {
  const mark = (text: string) => /^(?:\/\/[/!]?|#'?|.)/u.exec(text)?.[0];
  const isWordless = (text: string) => !/[\p{L}\p{N}]/u.test(text);
  return isWordless(a) || isWordless(b) || mark(a) === mark(b);
}
