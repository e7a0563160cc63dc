import type { TextDocument } from 'vscode';
import { l10n } from 'vscode';
import type { CommentBlocks } from '../../comments/block.js';
import type { TextPiece } from '../../protocol/reading.js';
import type { PassagePart } from '../sources.js';

/** Comments of one document, to be read one after the other. */
export interface CommentPassage {
  readonly source: 'comment' | 'comments';
  readonly pieces: readonly TextPiece[];
  readonly parts: readonly [PassagePart];
  readonly languageId: string;
  readonly notes: readonly string[];
}

/**
 * A comment is one piece, whatever its lines: text of one piece flows, between pieces there is a pause.
 * @param saysNames say the name of what each comment documents before it
 */
export function commentPassage(
  source: CommentPassage['source'],
  document: TextDocument,
  { how, blocks }: CommentBlocks,
  saysNames = false,
): CommentPassage {
  const text = document.getText();
  const { uri, languageId, version } = document;
  return {
    source,
    pieces: blocks.map(({ start, end, documents }) => ({
      text: text.slice(start, end),
      start,
      ...(saysNames && documents !== undefined && { lead: documents }),
    })),
    parts: [{ uri, languageId, version, start: 0 }],
    languageId,
    notes:
      how === 'marks'
        ? [l10n.t('comments were found by their marks, as no grammar of {0} is installed', languageId)]
        : [],
  };
}
