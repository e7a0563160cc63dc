import type { Position, TextDocument } from 'vscode';
import { commands, l10n, window, workspace } from 'vscode';
import { AloudError } from '../../protocol/errors.js';
import type { ReadCommentAtArguments } from './commentHover.js';
import { commentPassage } from './commentPassage.js';
import type { CommentReader } from './dwell.js';
import type { EditorComments } from './editorComments.js';

/** What the comment commands do. Each settles when its reading has ended and rejects with AloudError. */
export class CommentCommands {
  constructor(
    private readonly comments: EditorComments,
    private readonly reader: Pick<CommentReader, 'read'>,
    /** Is the name of what each comment documents said? */
    private readonly saysNames: (document: TextDocument) => boolean,
  ) {}

  /** Reads the comment at the cursor. */
  async readComment(): Promise<void> {
    const { document, selection } = activeEditor();
    await this.readAt(document, selection.active);
  }

  /** Reads all comments of the file, with a pause after each. */
  async readComments(): Promise<void> {
    const { document } = activeEditor();
    const { blocks = [], how = 'none' } = (await this.comments.all(document)) ?? {};
    if (blocks.length === 0) throw nothingToRead(how === 'none' ? unknownLanguage(document) : noComments());
    await this.reader.read(commentPassage('comments', document, { how, blocks }, this.saysNames(document)));
  }

  /** Reads the comment that a link in a hover points to, and closes the hover, which would keep the focus. */
  async readCommentAt(...[uri, offset]: Partial<ReadCommentAtArguments>): Promise<void> {
    await commands.executeCommand('editor.action.hideHover');
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
    if (!document || offset === undefined) {
      throw nothingToRead(l10n.t('That text is no longer open: open it, then try again.'));
    }
    await this.readAt(document, document.positionAt(offset));
  }

  private async readAt(document: TextDocument, position: Position): Promise<void> {
    const { block, how = 'none' } = (await this.comments.at(document, position)) ?? {};
    if (!block) throw nothingToRead(how === 'none' ? unknownLanguage(document) : notInComment());
    await this.reader.read(commentPassage('comment', document, { how, blocks: [block] }));
  }
}

function activeEditor() {
  const editor = window.activeTextEditor;
  if (editor) return editor;
  throw nothingToRead(l10n.t('There is no text editor to read from: click into a text, then try again.'));
}

function nothingToRead(message: string): AloudError {
  return new AloudError('nothing-to-read', message);
}

function unknownLanguage({ languageId }: TextDocument): string {
  return l10n.t('Aloud cannot tell what is a comment in {0}: select the text and read the selection.', languageId);
}

function noComments(): string {
  return l10n.t('There are no comments in this file: select some text and read the selection.');
}

function notInComment(): string {
  return l10n.t('The cursor is not in a comment: click into one, then try again.');
}
