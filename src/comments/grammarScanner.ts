import type { IGrammar, ITokenizeLineResult, StateStack } from 'vscode-textmate';
import { INITIAL } from 'vscode-textmate';
import type { CommentKind } from './block.js';
import { commentScope, spansOf } from './commentSpans.js';
import { declaredName } from './declaredName.js';
import type { CommentSpan, LineScanner, ScannedLine } from './lineScanner.js';

/** Longer lines are taken for code without a look, as the editor does: they are generated. */
const longestLine = 20_000;
/**
 * A line that takes longer is given up where it stands. It gets a second try: the first may have gone into compiling
 * expressions that nothing needed before.
 */
const lineLimitsMs = [500, 3000];

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
    const { tokens, ruleStack: stack } = this.tokenize(line, state.stack);
    const isShebang = state.stack === INITIAL && line.startsWith('#!');
    const spans = isShebang ? [] : spansOf(line, tokens, state.inside);
    return { spans, next: { stack, inside: this.kindAfter(line, spans, stack) } };
  }

  equal(a: GrammarState, b: GrammarState): boolean {
    return a.inside === b.inside && (a.stack === b.stack || a.stack.equals(b.stack));
  }

  declaredName(line: string, state: GrammarState): string | undefined {
    if (line.length > longestLine) return undefined;
    return declaredName(line, this.tokenize(line, state.stack).tokens);
  }

  private tokenize(line: string, stack: StateStack): ITokenizeLineResult {
    const [firstMs, secondMs] = lineLimitsMs;
    const result = this.grammar.tokenizeLine(line, stack, firstMs);
    return result.stoppedEarly ? this.grammar.tokenizeLine(line, stack, secondMs) : result;
  }

  /** Asks the grammar what an empty line would be: the only way to tell an open comment from one that just ended. */
  private kindAfter(line: string, spans: readonly CommentSpan[], stack: StateStack): CommentKind | undefined {
    const last = spans.at(-1);
    if (!last || line.slice(last.end).trim() !== '') return undefined;
    if (last.kind === 'line') return line.endsWith('\\') ? 'line' : undefined;
    const [first] = this.tokenize('', stack).tokens;
    return first && commentScope(first) ? last.kind : undefined;
  }
}
