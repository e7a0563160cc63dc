import type { NotebookCell, TextDocument } from 'vscode';
import { NotebookEditorRevealType, NotebookRange, window, workspace } from 'vscode';

/** The cell of a notebook whose text a document is. */
export function cellOf(document: TextDocument): NotebookCell | undefined {
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find((each) => each.document === document);
    if (cell) return cell;
  }
  return undefined;
}

/** Brings `cell` into view wherever `before` was, the one that was spoken before it. */
export function revealCell(cell: NotebookCell, before: NotebookCell | undefined): void {
  for (const editor of window.visibleNotebookEditors) {
    if (editor.notebook !== cell.notebook) continue;
    const follows =
      !before || editor.visibleRanges.some(({ start, end }) => start <= before.index && before.index < end);
    if (follows) editor.revealRange(rangeOf(cell), NotebookEditorRevealType.InCenterIfOutsideViewport);
  }
}

export function rangeOf({ index }: NotebookCell): NotebookRange {
  return new NotebookRange(index, index + 1);
}
