import type { TextDocument } from 'vscode';
import type { CommentBlock } from '../../comments/block.js';
import type { TextPiece } from '../../protocol/reading.js';
import type { PassagePart } from '../sources.js';

/** Comments of one document, to be read one after the other. */
export interface CommentPassage {
  readonly source: 'comment' | 'comments';
  readonly pieces: readonly TextPiece[];
  readonly parts: readonly [PassagePart];
  readonly languageId: string;
}

/** A comment is one piece, whatever its lines: text of one piece flows, between pieces there is a pause. */
export function commentPassage(
  source: CommentPassage['source'],
  document: TextDocument,
  blocks: readonly CommentBlock[],
): CommentPassage {
  const text = document.getText();
  const { uri, languageId, version } = document;
  return {
    source,
    pieces: blocks.map(({ start, end }) => ({ text: text.slice(start, end), start })),
    parts: [{ uri, languageId, version, start: 0 }],
    languageId,
  };
}
