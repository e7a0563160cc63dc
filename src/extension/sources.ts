import type { NotebookCell, NotebookEditor, Range, TextDocument, TextEditor, Uri } from 'vscode';
import { l10n, window } from 'vscode';
import { AloudError } from '../protocol/errors.js';
import type { SourceKind, TextPiece } from '../protocol/reading.js';
import { fromPositionOn, paragraphAt } from './textRanges.js';

/** What is to be read, and where it stands. */
export interface Passage {
  readonly source: SourceKind;
  /** In document order; offsets count in the text of `parts`, one part after the other. */
  readonly pieces: readonly TextPiece[];
  readonly parts: readonly [PassagePart, ...PassagePart[]];
  /** Undefined where the parts differ. */
  readonly languageId: string | undefined;
}

/** A document that is read, or a cell of a notebook. */
export interface PassagePart {
  readonly uri: Uri;
  readonly languageId: string;
  /** Offset of the document's first character in the passage. */
  readonly start: number;
}

/** The selections of the active editor in document order; the paragraph at the cursor where nothing is selected. */
export function selectedPassage(): Passage {
  return passage('selection', {
    ofText: ({ document, selections }) => {
      const selected = selections.filter((selection) => !selection.isEmpty);
      return selected.length > 0
        ? selected.toSorted((a, b) => a.start.compareTo(b.start))
        : [paragraphAt(document, selections[0]!.active)];
    },
    ofNotebook: (editor) => editor.selections.flatMap((range) => editor.notebook.getCells(range)),
  });
}

/** Everything from the cursor (or the beginning of the selection) to the end. */
export function passageFromCursor(): Passage {
  return passage('cursor', {
    ofText: ({ document, selection }) => [fromPositionOn(document, selection.start)],
    ofNotebook: (editor) => editor.notebook.getCells().slice(editor.selection.start),
  });
}

export function documentPassage(): Passage {
  return passage('document', {
    ofText: ({ document }) => [fromPositionOn(document, document.lineAt(0).range.start)],
    ofNotebook: (editor) => editor.notebook.getCells(),
    wholeNotebook: true,
  });
}

interface Choice {
  ofText(editor: TextEditor): readonly Range[];
  /** Cells that are read where no cell is being edited. */
  ofNotebook(editor: NotebookEditor): readonly NotebookCell[];
  /** The cells are also read while one of them is being edited. */
  readonly wholeNotebook?: boolean;
}

/** @throws AloudError `nothing-to-read` */
function passage(source: SourceKind, choice: Choice): Passage {
  const editor = window.activeTextEditor;
  const notebook = window.activeNotebookEditor;
  const inCell = notebook?.notebook.getCells().some((cell) => cell.document === editor?.document) ?? false;

  if (notebook && (!inCell || choice.wholeNotebook)) return passageOfCells(source, choice.ofNotebook(notebook));
  if (editor) return passageOfRanges(source, editor.document, choice.ofText(editor));
  throw new AloudError(
    'nothing-to-read',
    l10n.t('There is no text editor to read from: click into a text, then try again.'),
  );
}

function passageOfRanges(source: SourceKind, document: TextDocument, ranges: readonly Range[]): Passage {
  const pieces = ranges.map((range) => ({ text: document.getText(range), start: document.offsetAt(range.start) }));
  return speakable(source, pieces, [{ uri: document.uri, languageId: document.languageId, start: 0 }]);
}

function passageOfCells(source: SourceKind, cells: readonly NotebookCell[]): Passage {
  const pieces: TextPiece[] = [];
  const parts: PassagePart[] = [];
  let start = 0;
  for (const { document } of cells) {
    const text = document.getText();
    pieces.push({ text, start });
    parts.push({ uri: document.uri, languageId: document.languageId, start });
    start += text.length + 1; // so that the end of a cell is not the beginning of the next one
  }
  return speakable(source, pieces, parts);
}

function speakable(
  source: SourceKind,
  pieces: readonly TextPiece[],
  [first, ...others]: readonly PassagePart[],
): Passage {
  const spoken = pieces.filter(({ text }) => text.trim() !== '');
  if (!first || spoken.length === 0) {
    throw new AloudError('nothing-to-read', l10n.t('There is no text here to read: select some, then try again.'));
  }
  const isOneLanguage = others.every(({ languageId }) => languageId === first.languageId);
  return {
    source,
    pieces: spoken,
    parts: [first, ...others],
    languageId: isOneLanguage ? first.languageId : undefined,
  };
}
