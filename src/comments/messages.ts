import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { CommentBlock, CommentBlocks, CommentSource, TextEdit, TextPosition } from './block.js';
import type { Languages } from './languages.js';

/* What passes between the extension host and the worker thread that looks for comments. */

/** Comes first; again when extensions come or go, which closes all documents. */
export const SetLanguages = new NotificationType<Languages>('comments/languages');

export const OpenDocument = new NotificationType<{
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}>('comments/open');

/** Edits of an open document, each of the text that the one before it left. */
export const EditDocument = new NotificationType<{ readonly uri: string; readonly edits: readonly TextEdit[] }>(
  'comments/edit',
);

export const CloseDocument = new NotificationType<{ readonly uri: string }>('comments/close');

export interface CommentAnswer {
  readonly how: CommentSource;
  /** null: there is no comment. */
  readonly block: CommentBlock | null;
}

/** null: cancelled, or the document was edited before the answer was found. */
export const CommentAt = new RequestType<
  { readonly uri: string; readonly position: TextPosition },
  CommentAnswer | null,
  undefined
>('comments/at');

/** null: as above. */
export const AllComments = new RequestType<{ readonly uri: string }, CommentBlocks | null, undefined>('comments/all');
