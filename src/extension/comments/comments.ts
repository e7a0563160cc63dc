import type { TextDocument } from 'vscode';
import { commands, Disposable, languages } from 'vscode';
import { CommentCommands } from './commentCommands.js';
import { CommentContext } from './commentContext.js';
import type { HoverSettings } from './commentHover.js';
import { CommentHover, readCommentAtCommand } from './commentHover.js';
import type { CommentReader } from './dwell.js';
import { Dwell } from './dwell.js';
import { EditorComments } from './editorComments.js';

export interface CommentFeatureOptions {
  /** The worker's bundle. */
  readonly workerPath: string;
  readonly reader: CommentReader;
  readonly hoverSettings: (document: TextDocument) => HoverSettings;
  readonly saysNames: (document: TextDocument) => boolean;
  /** Runs what a command does and shows the user why it failed. */
  readonly run: (action: () => Promise<void>) => Promise<void>;
  readonly log: (message: string) => void;
}

/** Reading comments: by command, by hover, and the context key for menus. No thread starts before it is needed. */
export function registerComments({
  workerPath,
  reader,
  hoverSettings,
  saysNames,
  run,
  log,
}: CommentFeatureOptions): Disposable {
  const comments = new EditorComments(workerPath, log);
  const command = new CommentCommands(comments, reader, saysNames);
  const context = new CommentContext(comments);
  const hover = new CommentHover(comments, context, new Dwell(reader), reader, hoverSettings);
  return Disposable.from(
    comments,
    context,
    // '*': files, untitled texts, virtual file systems, cells of notebooks
    languages.registerHoverProvider('*', hover),
    commands.registerCommand('aloud.readComment', () => run(() => command.readComment())),
    commands.registerCommand('aloud.readComments', () => run(() => command.readComments())),
    commands.registerCommand(readCommentAtCommand, (...where: [string, number]) =>
      run(() => command.readCommentAt(...where)),
    ),
  );
}
