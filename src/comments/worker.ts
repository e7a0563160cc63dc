import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { AloudError } from '../protocol/errors.js';
import type { CommentBlocks } from './block.js';
import type { AnyDocumentComments } from './commentFinder.js';
import { CommentFinder } from './commentFinder.js';
import type { CommentAnswer } from './messages.js';
import { AllComments, CloseDocument, CommentAt, EditDocument, OpenDocument, SetLanguages } from './messages.js';

/* Entry of the worker thread: keeps the open documents and answers where their comments are. */

if (!parentPort) throw new Error('The search for comments runs in a worker thread');
const connection = createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort));
const wasmPath = join(__dirname, 'onig.wasm');

let finder = new CommentFinder({ grammars: [], configurations: [] }, wasmPath);
/** Promises, so that edits and questions that arrive while a grammar is loading wait in line. */
const documents = new Map<string, Promise<AnyDocumentComments | undefined>>();

connection.onNotification(SetLanguages, (languages) => {
  documents.clear();
  finder = new CommentFinder(languages, wasmPath);
});

connection.onNotification(OpenDocument, ({ uri, languageId, text }) => {
  keep(uri, finder.open(text, languageId));
});

connection.onNotification(EditDocument, ({ uri, edits }) => {
  const document = documents.get(uri)?.then((opened) => {
    for (const edit of edits) opened?.edit(edit);
    return opened;
  });
  if (document) keep(uri, document);
});

connection.onNotification(CloseDocument, ({ uri }) => {
  documents.delete(uri);
});

connection.onRequest(CommentAt, async ({ uri, position }, cancellation): Promise<CommentAnswer | null> => {
  const document = await documents.get(uri);
  if (!document) return { how: 'none', block: null };
  const block = await unlessCancelled(document.at(position, cancellation));
  return block === null ? null : { how: document.how, block: block ?? null };
});

connection.onRequest(AllComments, async ({ uri }, cancellation): Promise<CommentBlocks | null> => {
  const document = await documents.get(uri);
  if (!document) return { how: 'none', blocks: [] };
  const blocks = await unlessCancelled(document.all(cancellation));
  return blocks && { how: document.how, blocks };
});

connection.listen();

function keep(uri: string, document: Promise<AnyDocumentComments | undefined>): void {
  document.catch(() => undefined); // told to whoever asks
  documents.set(uri, document);
}

async function unlessCancelled<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AloudError && error.code === 'cancelled') return null;
    throw error;
  }
}
