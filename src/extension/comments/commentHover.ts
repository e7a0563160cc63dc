import type { CancellationToken, HoverProvider, Position, TextDocument } from 'vscode';
import { Hover, l10n, MarkdownString, Range } from 'vscode';
import type { CommentBlock } from '../../comments/block.js';
import type { CommentContext } from './commentContext.js';
import { commentPassage } from './commentPassage.js';
import type { CommentReader, Dwell } from './dwell.js';
import type { EditorComments } from './editorComments.js';

/** Not in the palette: its arguments say which comment. */
export const readCommentAtCommand = 'aloud.readCommentAt';
/** URI of the document, offset of a character in the comment. */
export type ReadCommentAtArguments = readonly [uri: string, offset: number];

export type HoverMode = 'link' | 'dwell' | 'off';

export interface HoverSettings {
  readonly mode: HoverMode;
  readonly dwellMs: number;
}

/**
 * Offers to read the comment under the pointer, or reads it when the pointer rests. Other hovers wait for nothing: the
 * editor asks all providers at once and shows what each has as it comes.
 */
export class CommentHover implements HoverProvider {
  constructor(
    private readonly comments: EditorComments,
    private readonly context: CommentContext,
    private readonly dwell: Dwell,
    private readonly reader: Pick<CommentReader, 'expect'>,
    private readonly settings: (document: TextDocument) => HoverSettings,
  ) {}

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    const { mode, dwellMs } = this.settings(document);
    if (mode === 'off') return undefined;
    const { how = 'none', block } = (await this.comments.at(document, position, token)) ?? {};
    if (token.isCancellationRequested) return undefined;
    this.context.pointerRests(block !== undefined);
    if (!block) {
      this.dwell.leave();
      return undefined;
    }
    const passage = commentPassage('comment', document, { how, blocks: [block] });
    this.reader.expect(passage);
    if (mode === 'dwell') await this.dwell.over(passage, dwellMs, token);
    return linkTo(document, block);
  }
}

/** The link names the place, never the text: what stands in a comment must not become trusted Markdown. */
function linkTo(document: TextDocument, { start, end }: CommentBlock): Hover {
  const link: ReadCommentAtArguments = [document.uri.toString(), start];
  const target = `command:${readCommentAtCommand}?${encodeURIComponent(JSON.stringify(link))}`;
  const markdown = new MarkdownString(`[$(unmute) ${l10n.t('Read aloud')}](${target})`, true);
  markdown.isTrusted = { enabledCommands: [readCommentAtCommand] };
  return new Hover(markdown, new Range(document.positionAt(start), document.positionAt(end)));
}
