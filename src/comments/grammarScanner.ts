import type { IGrammar, IToken, StateStack } from 'vscode-textmate';
import { INITIAL } from 'vscode-textmate';
import type { CommentKind } from './block.js';
import { declaredName } from './declaredName.js';
import type { CommentSpan, LineScanner, ScannedLine } from './lineScanner.js';

/** Longer lines are taken for code without a look, as the editor does: they are generated. */
const longestLine = 20_000;
/** A line that takes longer is given up where it stands. */
const lineLimitMs = 500;

export interface GrammarState {
  readonly stack: StateStack;
  /** The comment that the next line begins in. */
  readonly inside: CommentKind | undefined;
}

/** Finds comments by the scopes that a TextMate grammar gives. */
export class GrammarScanner implements LineScanner<GrammarState> {
  readonly how = 'grammar';
  readonly initial: GrammarState = { stack: INITIAL, inside: undefined };

  constructor(private readonly grammar: IGrammar) {}

  scan(line: string, state: GrammarState): ScannedLine<GrammarState> {
    if (line.length > longestLine) return { spans: [], next: state };
    const { tokens, ruleStack: stack } = this.grammar.tokenizeLine(line, state.stack, lineLimitMs);
    const isShebang = state.stack === INITIAL && line.startsWith('#!');
    const spans = isShebang ? [] : spansOf(line, tokens, state.inside);
    return { spans, next: { stack, inside: this.kindAfter(line, spans, stack) } };
  }

  equal(a: GrammarState, b: GrammarState): boolean {
    return a.inside === b.inside && (a.stack === b.stack || a.stack.equals(b.stack));
  }

  declaredName(line: string, state: GrammarState): string | undefined {
    if (line.length > longestLine) return undefined;
    return declaredName(line, this.grammar.tokenizeLine(line, state.stack, lineLimitMs).tokens);
  }

  /** Asks the grammar what an empty line would be: the only way to tell an open comment from one that just ended. */
  private kindAfter(line: string, spans: readonly CommentSpan[], stack: StateStack): CommentKind | undefined {
    const last = spans.at(-1);
    if (!last || line.slice(last.end).trim() !== '') return undefined;
    if (last.kind === 'line') return line.endsWith('\\') ? 'line' : undefined;
    const [first] = this.grammar.tokenizeLine('', stack, lineLimitMs).tokens;
    return first && commentScope(first) ? last.kind : undefined;
  }
}

function spansOf(line: string, tokens: readonly IToken[], inside: CommentKind | undefined): CommentSpan[] {
  const spans: { start: number; end: number; kind: CommentKind; continues: boolean }[] = [];
  let open: (typeof spans)[number] | undefined;
  /** The comment's opening mark was seen, so that the next mark at its level closes it. */
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
function commentScope({ scopes }: IToken): string | undefined {
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
