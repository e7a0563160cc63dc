import type { IToken } from 'vscode-textmate';
import type { CommentKind } from './block.js';
import type { CommentSpan } from './lineScanner.js';

/**
 * The comments of a line, by the scopes of its tokens.
 * @param inside the comment that the line begins in
 */
export function spansOf(line: string, tokens: readonly IToken[], inside: CommentKind | undefined): CommentSpan[] {
  const spans: { start: number; end: number; kind: CommentKind; continues: boolean }[] = [];
  let open: (typeof spans)[number] | undefined;
  /** The open comment's closing mark was seen: what follows is another comment. */
  let ended = false;

  if (inside && inside !== 'line' && line.trim() === '') return [{ start: 0, end: 0, kind: inside, continues: true }];
  for (const token of tokens) {
    const end = Math.min(token.endIndex, line.length);
    const text = line.slice(token.startIndex, end);
    const scope = commentScope(token);
    if (scope === undefined) {
      open = undefined;
      continue;
    }
    const mark = markOf(token, docstring.test(scope) ? stringMark : commentMark);
    if (open && open.kind !== 'line' && ended && mark !== 'end') open = undefined;
    // Some grammars leave out a part in the middle of a line comment.
    if (!open && mark === undefined && spans.at(-1)?.kind === 'line') open = spans.at(-1);
    if (!open) {
      if (text.trim() === '' && !(inside && spans.length === 0 && token.startIndex === 0)) continue;
      const continues = inside !== undefined && token.startIndex === 0 && mark !== 'begin';
      open = { start: token.startIndex, end, kind: continues ? inside : kindOf(scope, text), continues };
      spans.push(open);
      ended = mark === 'end' || (continues && mark === 'either');
    } else {
      open.end = end;
      ended = mark === 'end' || mark === 'either';
    }
  }
  return spans.map((span) => trimmed(line, span)).filter(({ start, end }) => start < end);
}

function trimmed(line: string, span: CommentSpan): CommentSpan {
  const text = line.slice(span.start, span.end);
  // What stands before a docstring's quotes is code to the reader, as in `@moduledoc` or `r`.
  const hasPrefix = span.kind === 'docstring' && !span.continues;
  const start = span.start + Math.max(0, text.search(hasPrefix ? /["']/u : /\S|$/u));
  return { ...span, start, end: Math.max(start, span.start + text.trimEnd().length) };
}

/** Code that the preprocessor leaves out has a comment's scope, but is code. */
const comment = /^(?!comment\.block\.preprocessor)(?:comment|string\.comment)\b/u;
const docstring = /^string\b.*\bdocstring\b|^comment\.documentation\b|^comment\.block\.documentation\.heredoc\b/u;

/** The innermost scope that makes a token comment; code embedded in comment or docstring is code again. */
export function commentScope({ scopes }: IToken): string | undefined {
  const index = scopes.findLastIndex(
    (scope) => comment.test(scope) || docstring.test(scope) || scope.startsWith('meta.embedded'),
  );
  const scope = scopes[index];
  return scope?.startsWith('meta.embedded') ? undefined : scope;
}

function kindOf(scope: string, text: string): CommentKind {
  if (docstring.test(scope)) return 'docstring';
  // Some grammars call a run of `///` or `-- |` lines one block.
  return scope.includes('.line') || /^(?:\/\/|--(?!\[))/u.test(text) ? 'line' : 'block';
}

const commentMark = /^punctuation\.definition\.comment\b/u;
const stringMark = /^punctuation\.definition\.string\b/u;

/** Whether a token is the mark that begins or ends a comment. Marks of comments nested in it do not count. */
function markOf({ scopes }: IToken, pattern: RegExp): 'begin' | 'end' | 'either' | undefined {
  const mark = scopes.findLast((scope) => pattern.test(scope));
  const depth = scopes.filter((scope) => comment.test(scope)).length;
  if (mark === undefined || depth > 1) return undefined;
  if (mark.includes('.begin')) return 'begin';
  return mark.includes('.end') ? 'end' : 'either';
}
