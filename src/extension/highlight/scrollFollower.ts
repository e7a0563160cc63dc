import type { Disposable, NotebookCell, TextEditor } from 'vscode';
import { TextEditorRevealType, window } from 'vscode';
import { cellOf, revealCell } from './cells.js';
import type { Place } from './livePassage.js';

/** Whether an editor is scrolled along, and whether it has been asked to scroll and has not done so yet. */
interface Following {
  follows: boolean;
  scrolling: boolean;
}

/**
 * Keeps what is spoken in view, without moving the cursor. Whoever scrolls away from it is left alone, until they come
 * back to where it is.
 */
export class ScrollFollower implements Disposable {
  private readonly editors = new WeakMap<TextEditor, Following>();
  private spoken: Place | undefined;
  private cell: NotebookCell | undefined;
  private readonly listener = window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
    const following = this.editors.get(textEditor);
    if (!following || textEditor.document !== this.spoken?.document) return;
    if (isInView(textEditor, this.spoken)) {
      following.follows = true;
      following.scrolling = false;
    } else if (!following.scrolling) following.follows = false;
  });

  /** What is spoken is at another place now. */
  moved(spoken: Place): void {
    if (this.spoken?.document !== spoken.document) this.entered(cellOf(spoken.document));
    this.spoken = spoken;
    for (const editor of window.visibleTextEditors)
      if (editor.document === spoken.document) this.reveal(editor, spoken);
  }

  dispose(): void {
    this.listener.dispose();
  }

  /** A notebook is scrolled by its cells. */
  private entered(cell: NotebookCell | undefined): void {
    if (cell) revealCell(cell, this.cell);
    this.cell = cell;
  }

  private reveal(editor: TextEditor, spoken: Place): void {
    const inView = isInView(editor, spoken);
    const following = this.editors.get(editor) ?? { follows: editor === window.activeTextEditor, scrolling: false };
    this.editors.set(editor, following);
    if (inView) {
      following.follows = true;
      following.scrolling = false;
      return;
    }
    if (!following.follows || following.scrolling) return;
    following.scrolling = true;
    editor.revealRange(spoken.range, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** Text in a folded region counts as in view where the region is. */
function isInView({ visibleRanges }: TextEditor, { range }: Place): boolean {
  const first = visibleRanges[0];
  const last = visibleRanges.at(-1);
  return !!first && !!last && range.start.isAfterOrEqual(first.start) && range.start.isBeforeOrEqual(last.end);
}
