import { Worker } from 'node:worker_threads';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import type { CommentBlocks, TextEdit, TextPosition } from './block.js';
import type { Languages } from './languages.js';
import type { CommentAnswer } from './messages.js';
import { AllComments, CloseDocument, CommentAt, EditDocument, OpenDocument, SetLanguages } from './messages.js';

interface Run {
  readonly worker: Worker;
  readonly connection: MessageConnection;
  readonly documents: Set<string>;
}

/**
 * The worker thread that looks for comments, seen from outside: starts with the first document, and anew, without
 * documents, after it died. Messages reach it in the order in which these methods were called.
 */
export class CommentWorker {
  private run: Run | undefined;

  /**
   * @param path of the worker's bundle
   * @param languages asked whenever the worker starts
   */
  constructor(
    private readonly path: string,
    private readonly languages: () => Languages,
  ) {}

  /** Whether the document was opened in the worker that runs now. */
  has(uri: string): boolean {
    return this.run?.documents.has(uri) ?? false;
  }

  open(uri: string, languageId: string, text: string): void {
    const run = (this.run ??= this.start());
    run.documents.add(uri);
    tell(run.connection.sendNotification(OpenDocument, { uri, languageId, text }));
  }

  /** @param edits each of the text that the one before it left */
  edit(uri: string, edits: readonly TextEdit[]): void {
    if (this.run && this.has(uri)) tell(this.run.connection.sendNotification(EditDocument, { uri, edits }));
  }

  close(uri: string): void {
    if (this.run?.documents.delete(uri)) tell(this.run.connection.sendNotification(CloseDocument, { uri }));
  }

  /** Rereads which languages there are; documents have to be opened again. */
  languagesChanged(): void {
    if (!this.run) return;
    this.run.documents.clear();
    tell(this.run.connection.sendNotification(SetLanguages, this.languages()));
  }

  /** @returns undefined when cancelled, or edited before the answer was found, or not open (any more) */
  async at(uri: string, position: TextPosition, token?: CancellationToken): Promise<CommentAnswer | undefined> {
    if (!this.run || !this.has(uri)) return undefined;
    return (await this.run.connection.sendRequest(CommentAt, { uri, position }, token)) ?? undefined;
  }

  /** @returns undefined as with `at` */
  async all(uri: string, token?: CancellationToken): Promise<CommentBlocks | undefined> {
    if (!this.run || !this.has(uri)) return undefined;
    return (await this.run.connection.sendRequest(AllComments, { uri }, token)) ?? undefined;
  }

  async dispose(): Promise<void> {
    const { run } = this;
    this.run = undefined;
    run?.connection.dispose();
    await run?.worker.terminate();
  }

  private start(): Run {
    const worker = new Worker(this.path);
    worker.unref();
    const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
    const run = { worker, connection, documents: new Set<string>() };
    worker.on('error', () => undefined); // 'exit' follows
    worker.once('exit', () => {
      if (this.run === run) this.run = undefined;
      connection.dispose();
    });
    connection.listen();
    tell(connection.sendNotification(SetLanguages, this.languages()));
    return run;
  }
}

/** A worker that is gone says so by its exit. */
function tell(sent: Promise<void>): void {
  sent.catch(() => undefined);
}
