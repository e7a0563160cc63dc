/** `docstring`: a string that the language's grammar says is documentation. */
export type CommentKind = 'line' | 'block' | 'docstring';

/** UTF-16 offsets into the document. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A comment as a reader sees it: adjacent line comments are one. */
export interface CommentBlock extends TextRange {
  readonly kind: CommentKind;
  /** The parts that are comment, marks included, one for each line that is not blank. Between them is only white space. */
  readonly pieces: readonly TextRange[];
  /** Name of the declaration that the comment belongs to. */
  readonly documents?: string;
}

/** How comments were found: by the language's grammar, by its comment marks alone, or not at all. */
export type CommentSource = 'grammar' | 'marks' | 'none';

export interface CommentBlocks {
  readonly how: CommentSource;
  /** In document order; they never overlap. */
  readonly blocks: readonly CommentBlock[];
}

/** Zero-based, as in the editor; `character` counts UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

export interface TextEdit {
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly text: string;
}
