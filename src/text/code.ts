import type { BlockOrSkipped } from './block.js';
import { commentBlocks } from './comments/comment.js';
import { verbatim } from './passage.js';

/** Longer lines are minified code: they are read in stretches of about this length. */
const longestLine = 1000;

/** Longer comments are read in parts, so that a long file starts as fast as a short one. */
const longestComment = 10_000;

const lineComment = /^\s*(?:\/\/|--\s|;;|%\s|#(?:\s|!\/|$))/u;
const blockComment = /^\s*(?:\/\*|<!--|"""|'''|\{-|--\[\[)/u;

/** Source code, line by line, lazily. Lines that are comments as a whole are read as comments. */
export function* codeBlocks(text: string, start: number): Generator<BlockOrSkipped> {
  let at = 0;
  while (at < text.length) {
    const comment = commentLength(text, at);
    if (comment > 0) {
      yield* commentBlocks(text.slice(at, at + comment).trimEnd(), start + at);
      at += comment;
      continue;
    }
    const line = text.slice(at, Math.min(endOfLine(text, at), at + longestLine));
    const whole = line.length < longestLine ? line : line.replace(/[\p{L}\p{N}_$\uD800-\uDFFF]{1,200}$/u, '');
    const blankAfter = /^[^\S\n]*(?:\n|$)/u.test(text.slice(at + whole.length, at + whole.length + 200));
    yield { passage: verbatim(whole, start + at), boundary: blankAfter ? 'paragraph' : 'sentence', code: true };
    at += whole.length;
  }
}

/** Just after the line break, or the end. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** Length of the comment lines at `from`, 0 if there are none. */
function commentLength(text: string, from: number): number {
  const lineAt = (at: number) => text.slice(at, Math.min(endOfLine(text, at), at + longestLine));
  let at = from;
  if (blockComment.test(lineAt(from))) {
    const open = /\/\*|<!--|"""|'''|\{-|--\[\[/u.exec(lineAt(from))!;
    const close = { '/*': '*/', '<!--': '-->', '{-': '-}', '--[[': ']]' }[open[0]] ?? open[0];
    const end = text.slice(from, from + longestComment).indexOf(close, open.index + open[0].length) + from;
    // Code after the comment is read with the line as code.
    if (end >= from && /^[\s;})]*$/u.test(lineAt(end + close.length))) return endOfLine(text, end) - from;
    return 0;
  }
  while (at < from + longestComment && at < text.length && lineComment.test(lineAt(at))) at = endOfLine(text, at);
  return at - from;
}
