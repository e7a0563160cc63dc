import type { NotebookCell, NotebookEditor, Range, TextDocument, TextEditor, Uri } from 'vscode';
import { env, l10n, window } from 'vscode';
import { AloudError } from '../protocol/errors.js';
import type { SourceKind, TextPiece } from '../protocol/reading.js';
import { fromPositionOn, selectedRanges } from './textRanges.js';

/** What is to be read, and where it stands. */
export interface Passage {
  readonly source: SourceKind;
  /** In document order; offsets count in the text of `parts`, one part after the other. */
  readonly pieces: readonly TextPiece[];
  /** None where the text stands in no document. */
  readonly parts: readonly PassagePart[];
  /** Undefined where the parts differ. */
  readonly languageId: string | undefined;
  /** Sentences about the reading, for its report. */
  readonly notes?: readonly string[];
}

/** A document that is read, or a cell of a notebook. */
export interface PassagePart {
  readonly uri: Uri;
  readonly languageId: string;
  /** That of the document when it was read. */
  readonly version: number;
  /** Offset of the document's first character in the passage. */
  readonly start: number;
}

/**
 * The selections of the active editor in document order; the paragraph at the cursor where nothing is selected. In a
 * notebook the cells, where several are selected or the selected one has no cursor.
 * @throws AloudError `nothing-to-read`, as all of these
 */
export function selectedPassage(): Passage {
  const { editor, notebook } = active();
  const cells = notebook ? notebook.selections.flatMap((range) => notebook.notebook.getCells(range)) : [];
  return !editor || cells.length > 1
    ? passageOfCells('selection', cells.map(whole))
    : passageOfRanges('selection', editor.document, selectedRanges(editor));
}

/** Everything from the cursor, or the beginning of the selection, to the end. */
export function passageFromCursor(): Passage {
  const { editor, notebook } = active();
  const rest = editor && fromPositionOn(editor.document, editor.selection.start);
  if (!notebook) return passageOfRanges('cursor', editor.document, [rest!]);
  // `notebook.selection` is undefined for a moment after the notebook was opened, whatever its type says.
  const cells = notebook.notebook.getCells().slice(notebook.selections[0]?.start ?? 0);
  return passageOfCells(
    'cursor',
    cells.map(({ document }) => ({ document, range: document === editor?.document ? rest : undefined })),
  );
}

export function documentPassage(): Passage {
  const { editor, notebook } = active();
  return notebook
    ? passageOfCells('document', notebook.notebook.getCells().map(whole))
    : passageOfRanges('document', editor.document, [undefined]);
}

/** What was copied, from wherever. */
export async function clipboardPassage(): Promise<Passage> {
  const text = await env.clipboard.readText();
  if (text.trim() === '') {
    throw new AloudError('nothing-to-read', l10n.t('There is no text on the clipboard: copy some, then try again.'));
  }
  return { source: 'clipboard', pieces: [{ text, start: 0 }], parts: [], languageId: undefined };
}

type Active =
  | { readonly editor: TextEditor; readonly notebook: undefined }
  | { readonly editor: TextEditor | undefined; readonly notebook: NotebookEditor };

/** The editor that has the focus, or had it last; in a notebook `editor` is that of the current cell. */
function active(): Active {
  const editor = window.activeTextEditor;
  const notebook = window.activeNotebookEditor;
  if (notebook && (!editor || notebook.notebook.getCells().some(({ document }) => document === editor.document))) {
    return { editor, notebook };
  }
  if (editor) return { editor, notebook: undefined };
  throw new AloudError(
    'nothing-to-read',
    l10n.t('There is no text editor to read from: click into a text, then try again.'),
  );
}

/** A document and what is read of it: all where no range is given. */
interface Excerpt {
  readonly document: TextDocument;
  readonly range: Range | undefined;
}

function whole({ document }: NotebookCell): Excerpt {
  return { document, range: undefined };
}

function passageOfRanges(source: SourceKind, document: TextDocument, ranges: readonly (Range | undefined)[]): Passage {
  const pieces = ranges.map((range) => pieceOf({ document, range }, 0));
  return speakable(source, pieces, [partOf(document, 0)]);
}

function passageOfCells(source: SourceKind, excerpts: readonly Excerpt[]): Passage {
  const pieces: TextPiece[] = [];
  const parts: PassagePart[] = [];
  let start = 0;
  for (const excerpt of excerpts) {
    pieces.push(pieceOf(excerpt, start));
    parts.push(partOf(excerpt.document, start));
    start += excerpt.document.getText().length + 1; // so that the end of a cell is not the beginning of the next one
  }
  return speakable(source, pieces, parts);
}

function partOf({ uri, languageId, version }: TextDocument, start: number): PassagePart {
  return { uri, languageId, version, start };
}

function pieceOf({ document, range }: Excerpt, start: number): TextPiece {
  return { text: document.getText(range), start: start + (range ? document.offsetAt(range.start) : 0) };
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
