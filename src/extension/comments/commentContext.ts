import type { Disposable, TextEditor, TextEditorSelectionChangeEvent } from 'vscode';
import { commands, TextEditorSelectionChangeKind, window } from 'vscode';
import type { EditorComments } from './editorComments.js';

/** The cursor rests when it has not moved for so long. */
const restMs = 200;

/**
 * Keeps the context key `aloud.inComment`: whether cursor or pointer, whichever moved last, is in a comment. A click
 * with the right button opens its menu before anybody hears of the cursor's new place: by then only the pointer, which
 * rested there before, has told. A cursor moved by keys is looked at when it rests, and only in a document whose
 * comments somebody asked about before: whoever just types pays nothing.
 */
export class CommentContext implements Disposable {
  private readonly listeners: readonly Disposable[];
  private shown = false;
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(private readonly comments: EditorComments) {
    this.listeners = [
      window.onDidChangeTextEditorSelection((event) => {
        this.follow(event);
      }),
      window.onDidChangeActiveTextEditor(() => {
        this.forget();
      }),
    ];
  }

  /** The pointer rests on text. */
  pointerRests(inComment: boolean): void {
    this.turn++;
    this.show(inComment);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.forget();
  }

  private follow({ textEditor, kind }: TextEditorSelectionChangeEvent): void {
    if (textEditor !== window.activeTextEditor) return;
    const turn = ++this.turn;
    clearTimeout(this.timer);
    if (kind === TextEditorSelectionChangeKind.Mouse) {
      void this.look(textEditor, turn);
    } else if (this.comments.knows(textEditor.document)) {
      this.timer = setTimeout(() => void this.look(textEditor, turn), restMs);
    }
  }

  private async look({ document, selection }: TextEditor, turn: number): Promise<void> {
    const found = await this.comments.at(document, selection.active);
    if (turn === this.turn) this.show(found?.block !== undefined);
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.show(false);
  }

  private show(inComment: boolean): void {
    if (this.shown === inComment) return;
    this.shown = inComment;
    void commands.executeCommand('setContext', 'aloud.inComment', inComment);
  }
}
