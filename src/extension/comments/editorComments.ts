import type {
  CancellationToken,
  Disposable,
  Position,
  TextDocument,
  TextDocumentChangeEvent,
  TextDocumentContentChangeEvent,
} from 'vscode';
import { extensions, workspace } from 'vscode';
import type { CommentBlock, CommentBlocks, CommentSource, TextEdit, TextPosition } from '../../comments/block.js';
import { CommentWorker } from '../../comments/commentWorker.js';
import { messageOf } from '../../protocol/errors.js';
import { installedLanguages } from './installedLanguages.js';

export interface CommentAtPosition {
  readonly how: CommentSource;
  readonly block: CommentBlock | undefined;
}

/** The comments of the editor's documents: a worker thread looks for them, this keeps its copies of the texts current. */
export class EditorComments implements Disposable {
  private readonly worker: CommentWorker;
  private readonly listeners: readonly Disposable[];
  /** Line breaks of the copies: when they change, no edit tells. */
  private readonly eols = new Map<string, number>();

  /** @param log takes what nobody waits for */
  constructor(
    workerPath: string,
    private readonly log: (message: string) => void,
  ) {
    this.worker = new CommentWorker(workerPath, installedLanguages);
    this.listeners = [
      workspace.onDidChangeTextDocument((event) => {
        this.follow(event);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.worker.close(uri.toString());
      }),
      extensions.onDidChange(() => {
        this.worker.languagesChanged();
      }),
    ];
  }

  /** Whether somebody asked about this document before, so that the next answer costs little. */
  knows(document: TextDocument): boolean {
    return this.worker.has(document.uri.toString());
  }

  /** @returns undefined when cancelled */
  async at(
    document: TextDocument,
    position: Position,
    token?: CancellationToken,
  ): Promise<CommentAtPosition | undefined> {
    const answer = await this.ask(document, (uri) => this.worker.at(uri, plain(position), token), token);
    return answer && { how: answer.how, block: answer.block ?? undefined };
  }

  /** @returns undefined when cancelled */
  async all(document: TextDocument, token?: CancellationToken): Promise<CommentBlocks | undefined> {
    return this.ask(document, (uri) => this.worker.all(uri, token), token);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    void this.worker.dispose();
  }

  /** Offsets in an answer hold for the version that was asked about; asks again where the document moved on. */
  private async ask<T>(
    document: TextDocument,
    question: (uri: string) => Promise<T | undefined>,
    token: CancellationToken | undefined,
  ): Promise<T | undefined> {
    const uri = document.uri.toString();
    while (!document.isClosed && !token?.isCancellationRequested) {
      this.open(document);
      const { version } = document;
      const answer = await question(uri).catch((error: unknown) => {
        this.worker.close(uri);
        this.log(`Looking for comments failed: ${messageOf(error)}`);
        return undefined;
      });
      if (document.version === version) return answer;
    }
    return undefined;
  }

  private open(document: TextDocument): void {
    const uri = document.uri.toString();
    if (this.worker.has(uri)) return;
    this.worker.open(uri, document.languageId, document.getText());
    this.eols.set(uri, document.eol);
  }

  private follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    if (!this.worker.has(uri)) return;
    if (this.eols.get(uri) !== document.eol) this.worker.close(uri);
    else this.worker.edit(uri, contentChanges.map(editOf));
  }
}

function editOf({ range, text }: TextDocumentContentChangeEvent): TextEdit {
  return { start: plain(range.start), end: plain(range.end), text };
}

/** Positions of the editor's own kind do not survive the way to another thread. */
function plain({ line, character }: Position): TextPosition {
  return { line, character };
}
