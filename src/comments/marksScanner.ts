import type { CommentMarks } from './languageConfiguration.js';
import type { CommentSpan, LineScanner, ScannedLine } from './lineScanner.js';

/** The mark that ends what the line begins in: a block comment or a string of several lines. */
type MarksState = { readonly until: string; readonly isComment: boolean } | undefined;

/** Finds comments by a language's comment marks alone, stepping over strings. For languages that have no grammar. */
export class MarksScanner implements LineScanner<MarksState> {
  readonly how = 'marks';
  readonly initial = undefined;

  constructor(private readonly marks: CommentMarks) {}

  scan(line: string, state: MarksState): ScannedLine<MarksState> {
    const spans: CommentSpan[] = [];
    let at = 0;
    let next = state;
    if (state) {
      const close = line.indexOf(state.until);
      at = close < 0 ? line.length : close + state.until.length;
      if (state.isComment) spans.push(trimmed(line, { start: 0, end: at, kind: 'block', continues: true }));
      if (close < 0) return { spans, next };
      next = undefined;
    }

    while (at < line.length) {
      if (this.isLineComment(line, at)) {
        spans.push(trimmed(line, { start: at, end: line.length, kind: 'line', continues: false }));
        break;
      }
      const { block } = this.marks;
      if (block && line.startsWith(block[0], at)) {
        const close = line.indexOf(block[1], at + block[0].length);
        const end = close < 0 ? line.length : close + block[1].length;
        spans.push(trimmed(line, { start: at, end, kind: 'block', continues: false }));
        if (close < 0) next = { until: block[1], isComment: true };
        at = end;
        continue;
      }
      const quote = this.marks.quotes.find((mark) => line.startsWith(mark, at));
      if (quote === undefined) {
        at++;
        continue;
      }
      const close = closingQuote(line, at + quote.length, quote);
      if (close >= 0) at = close + quote.length;
      else if (quote.length > 1 || quote === '`') {
        next = { until: quote, isComment: false };
        break;
      } else at++; // an apostrophe, or a quote that is left open
    }
    return { spans, next };
  }

  equal(a: MarksState, b: MarksState): boolean {
    return a?.until === b?.until && a?.isComment === b?.isComment;
  }

  declaredName(): undefined {
    return undefined;
  }

  private isLineComment(line: string, at: number): boolean {
    const { line: mark } = this.marks;
    if (mark === undefined || !line.startsWith(mark, at)) return false;
    const before = line[at - 1];
    if (before === undefined || /\s/u.test(before)) return true;
    // `a#b` and `http://` are code where a comment could as well stand apart.
    return mark.length > 1 && !/\w$/u.test(mark) && before !== ':';
  }
}

function closingQuote(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line.startsWith(quote, at)) return at;
  }
  return -1;
}

function trimmed(line: string, span: CommentSpan): CommentSpan {
  const text = line.slice(span.start, span.end);
  const start = Math.min(span.end, span.start + text.length - text.trimStart().length);
  return { ...span, start, end: Math.max(start, span.start + text.trimEnd().length) };
}
