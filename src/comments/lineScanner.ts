import type { CommentKind } from './block.js';

/** Comment on one line. `start` and `end` are UTF-16 offsets into the line. */
export interface CommentSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: CommentKind;
  /** The comment began on an earlier line. */
  readonly continues: boolean;
}

export interface ScannedLine<State> {
  readonly spans: readonly CommentSpan[];
  /** What the next line needs to know. */
  readonly next: State;
}

/** Finds comments line by line. A line's outcome depends on nothing but its text and the state before it. */
export interface LineScanner<State> {
  readonly how: 'grammar' | 'marks';
  readonly initial: State;
  scan(line: string, state: State): ScannedLine<State>;
  equal(a: State, b: State): boolean;
  /** The name that a line of code declares. */
  declaredName(line: string, state: State): string | undefined;
}
