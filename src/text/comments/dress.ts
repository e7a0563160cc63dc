import { MappedText } from '../mappedText.js';

/** How a comment is marked: what opens it, what closes it, what may begin each line in between. */
interface Dress {
  readonly open: RegExp;
  readonly close?: RegExp;
  readonly line: RegExp;
}

/** Tried in order on the first line of a comment: each comment shows its own style, whatever the language. */
const styles: readonly Dress[] = [
  { open: /^\s*<!--/u, close: /-->\s*$/u, line: /^/u },
  { open: /^\s*<%--/u, close: /--%>\s*$/u, line: /^/u },
  { open: /^\s*\{\{!--/u, close: /--\}\}\s*$/u, line: /^/u },
  { open: /^\s*\{\s*\/\*+/u, close: /\*+\/\s*\}\s*$/u, line: /^\s*\*?/u },
  { open: /^\s*\/\*[*!]*<?/u, close: /\*+\/\s*$/u, line: /^\s*\*+(?!\*)/u },
  { open: /^\s*\{-/u, close: /-\}\s*$/u, line: /^/u },
  { open: /^\s*\(\*+/u, close: /\*+\)\s*$/u, line: /^\s*\*?/u },
  { open: /^\s*--\[(=*)\[/u, close: /\](=*)\]\s*$/u, line: /^/u },
  { open: /^\s*[rRbBuUfF]{0,2}("""|''')/u, close: /("""|''')\s*$/u, line: /^/u },
  { open: /^=begin\b/u, close: /^=end\b.*$/u, line: /^/u },
  { open: /^\s*<#/u, close: /#>\s*$/u, line: /^/u },
  { open: /^\s*#\|/u, close: /\|#\s*$/u, line: /^/u },
  { open: /^\s*@\*/u, close: /\*@\s*$/u, line: /^/u },
  ...[/^\s*\/\/+[!<]?<?/u, /^\s*#+[:'|]?/u, /^\s*--+\s?[|^*]?/u, /^\s*;+/u, /^\s*%+/u, /^\s*REM\b/iu, /^\s*dnl\b/u]
    // prettier-ignore
    .map((open) => ({ open, line: open })),
  { open: /^\s*["'!*]/u, line: /^\s*["'!*]/u },
];

/** The lines of one comment, or of adjacent line comments, without the marks that make it a comment, lazily. Indents stay. */
export function* undress(comment: string, start: number): Generator<MappedText> {
  const style = styles.find(({ open }) => open.test(comment));
  let at = 0;
  while (at <= comment.length) {
    const lineEnd = comment.indexOf('\n', at);
    const line = comment.slice(at, lineEnd < 0 ? comment.length : lineEnd);
    const from = at === 0 ? markLength(style?.open, line) : markLength(style?.line, line);
    const to = Math.max(from, style?.close ? line.length - markLength(style.close, line) : line.length);
    // One space belongs to the mark.
    const space = from > 0 && line[from] === ' ' && from < to ? 1 : 0;
    yield MappedText.of(line.slice(from + space, to).replace(/\r$/u, ''), start + at + from + space);
    at += line.length + 1;
  }
}

const markLength = (mark: RegExp | undefined, line: string): number => mark?.exec(line)?.[0].length ?? 0;
