import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NotebookDocument } from 'vscode';
import { commands, NotebookRange, Uri, window, workspace } from 'vscode';
import type { Passage } from '../../src/extension/sources.js';
import { documentPassage, passageFromCursor, selectedPassage } from '../../src/extension/sources.js';
import { closeAll, cursorAt, eventually, openText, select, selection, virtualText } from './support/editors.js';

const nothingToRead = { name: 'AloudError', code: 'nothing-to-read' };
const texts = ({ pieces }: Passage) => pieces.map(({ text }) => text);

describe('What is read', () => {
  afterEach(closeAll);

  describe('in a text editor', () => {
    it('is the selection', async () => {
      const editor = await openText('one two three', 'markdown');
      await select(editor, selection(0, 4, 0, 7));
      const passage = selectedPassage();
      assert.deepEqual(passage.pieces, [{ text: 'two', start: 4 }]);
      assert.equal(passage.source, 'selection');
      assert.equal(passage.languageId, 'markdown');
      assert.equal(passage.parts[0]!.uri.toString(), editor.document.uri.toString());
    });

    it('is every selection, in document order, cursors without one left out', async () => {
      const editor = await openText('one two\nthree four\nfive six');
      await select(editor, selection(2, 0, 2, 4), cursorAt(1, 2), selection(0, 7, 0, 4));
      assert.deepEqual(selectedPassage().pieces, [
        { text: 'two', start: 4 },
        { text: 'five', start: 19 },
      ]);
    });

    it('is the paragraph at the cursor where nothing is selected', async () => {
      const editor = await openText('first\n\nsecond begins\nand ends\n   \nthird');
      await select(editor, cursorAt(3, 2));
      assert.deepEqual(selectedPassage().pieces, [{ text: 'second begins\nand ends', start: 7 }]);
    });

    it('is the next paragraph where the cursor is between two', async () => {
      const editor = await openText('first\n\n\nsecond');
      await select(editor, cursorAt(1, 0));
      assert.deepEqual(texts(selectedPassage()), ['second']);
    });

    it('goes on from the word at the cursor to the end', async () => {
      const editor = await openText('one two\nthree');
      await select(editor, cursorAt(0, 5));
      assert.deepEqual(passageFromCursor().pieces, [{ text: 'two\nthree', start: 4 }]);
    });

    it('goes on from the beginning of the selection, whichever way it was made', async () => {
      const editor = await openText('one two three');
      await select(editor, selection(0, 4, 0, 7));
      assert.deepEqual(texts(passageFromCursor()), ['two three']);
    });

    it('is the whole document', async () => {
      const editor = await openText('one\n\ntwo\n');
      await select(editor, cursorAt(2, 1));
      assert.deepEqual(documentPassage().pieces, [{ text: 'one\n\ntwo\n', start: 0 }]);
    });

    it('keeps offsets in UTF-16 units with Windows line ends and characters outside the first plane', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'aloud-sources-'));
      try {
        const path = join(folder, 'windows.txt');
        await writeFile(path, 'a 😀\r\nb\r\nlast line\r\n');
        const document = await workspace.openTextDocument(path);
        const editor = await window.showTextDocument(document);
        await select(editor, selection(1, 0, 2, 4));
        const [piece] = selectedPassage().pieces;
        assert.deepEqual(piece, { text: 'b\r\nlast', start: 6 });
        assert.equal(document.getText().slice(piece.start, piece.start + piece.text.length), piece.text);
      } finally {
        await closeAll();
        await rm(folder, { recursive: true });
      }
    });
  });

  describe('when there is nothing', () => {
    it('is said without an editor', () => {
      for (const find of [selectedPassage, passageFromCursor, documentPassage]) assert.throws(find, nothingToRead);
    });

    it('is said of an empty document', async () => {
      await openText('');
      for (const find of [selectedPassage, passageFromCursor, documentPassage]) assert.throws(find, nothingToRead);
    });

    it('is said of a selection of spaces', async () => {
      const editor = await openText('one   \n  two');
      await select(editor, selection(0, 3, 1, 2));
      assert.throws(selectedPassage, nothingToRead);
    });
  });

  describe('elsewhere', () => {
    it('is found in a document that was never saved', async () => {
      await window.showTextDocument(await workspace.openTextDocument({ content: 'never saved' }));
      assert.deepEqual(texts(documentPassage()), ['never saved']);
    });

    it('is found on the active side of a diff editor', async () => {
      const [left, right] = [virtualText('left', 'text of left'), virtualText('right', 'text of right')];
      await commands.executeCommand('vscode.diff', left, right);
      await eventually(() => window.activeTextEditor?.document.uri.path === '/right', 'right side is active');
      assert.deepEqual(texts(documentPassage()), ['text of right']);
      await commands.executeCommand('workbench.action.compareEditor.focusSecondarySide');
      await eventually(() => window.activeTextEditor?.document.uri.path === '/left', 'left side is active');
      assert.deepEqual(texts(documentPassage()), ['text of left']);
    });

    it('is found in an output panel', async () => {
      const channel = window.createOutputChannel('Aloud test');
      try {
        channel.append('said by a program');
        channel.show(false);
        await eventually(
          () => window.activeTextEditor?.document.uri.scheme === 'output' && documentText().includes('program'),
          'the output panel is active',
        );
        assert.match(texts(documentPassage()).join(''), /said by a program/);
      } finally {
        channel.dispose();
      }
    });
  });

  describe('in a notebook', () => {
    const cells = [
      { cell_type: 'markdown', source: 'About *this*', metadata: {} },
      { cell_type: 'code', source: 'print(1)', metadata: {}, outputs: [], execution_count: null },
      { cell_type: 'markdown', source: 'The end', metadata: {} },
    ];
    const metadata = { language_info: { name: 'python' } };
    let folder: string;
    let count = 0;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'aloud-notebooks-'));
    });
    after(async () => {
      await rm(folder, { recursive: true });
    });

    async function openNotebook(selected: NotebookRange) {
      const path = join(folder, `${++count}.ipynb`);
      await writeFile(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 }));
      await commands.executeCommand('workbench.action.closePanel');
      const notebook = await workspace.openNotebookDocument(Uri.file(path));
      // Not awaited: now and then the editor is shown, but its promise is forgotten.
      void window.showNotebookDocument(notebook, { selections: [selected] });
      await eventually(() => {
        const editor = window.activeNotebookEditor;
        if (editor?.notebook !== notebook || isElsewhere(notebook)) return false;
        const [range] = editor.selections;
        const isSelected = range?.start === selected.start && range.end === selected.end;
        // On a busy machine the window now and then forgets the selections that it was asked to show.
        if (!isSelected) editor.selections = [selected];
        return isSelected;
      }, 'the cells are selected');
    }

    /** The focus is in a text that is none of its cells, such as that of the panel. */
    function isElsewhere(notebook: NotebookDocument): boolean {
      const text = window.activeTextEditor?.document;
      return text !== undefined && !notebook.getCells().some(({ document }) => document === text);
    }

    async function openCodeCell() {
      const codeCell = new NotebookRange(1, 2);
      await openNotebook(codeCell);
      const hasCursor = () => window.activeTextEditor?.document.languageId === 'python';
      await eventually(async () => {
        if (hasCursor()) return true;
        // The focus may be elsewhere by now, and the selection with it: a person would click once more, and look.
        await commands.executeCommand('workbench.action.focusActiveEditorGroup');
        if (window.activeNotebookEditor) window.activeNotebookEditor.selections = [codeCell];
        await commands.executeCommand('notebook.cell.edit');
        await eventually(hasCursor, 'the cursor', 1000).catch(() => undefined);
        return hasCursor();
      }, 'the code cell has the cursor').catch((error: unknown) => {
        const { activeTextEditor: text, activeNotebookEditor: notebook } = window;
        const selections = JSON.stringify(notebook?.selections);
        throw new Error(`${text?.document.languageId} ${text?.document.uri.toString()} ${selections}`, {
          cause: error,
        });
      });
      return window.activeTextEditor!;
    }

    it('is the selected cells', async () => {
      await openNotebook(new NotebookRange(0, 2));
      const { pieces, parts, languageId } = selectedPassage();
      assert.deepEqual(pieces, [
        { text: 'About *this*', start: 0 },
        { text: 'print(1)', start: 13 },
      ]);
      assert.deepEqual(
        parts.map((part) => [part.start, part.languageId]),
        [
          [0, 'markdown'],
          [13, 'python'],
        ],
      );
      assert.equal(languageId, undefined);
    });

    it('is a selected cell that shows no source', async () => {
      await openNotebook(new NotebookRange(2, 3));
      assert.deepEqual(texts(selectedPassage()), ['The end']);
    });

    it('is the selection in the current cell', async () => {
      const editor = await openCodeCell();
      await select(editor, selection(0, 0, 0, 5));
      assert.deepEqual(selectedPassage().pieces, [{ text: 'print', start: 0 }]);
    });

    it('goes on from the cursor through the cells that follow', async () => {
      const editor = await openCodeCell();
      await select(editor, cursorAt(0, 6));
      assert.deepEqual(passageFromCursor().pieces, [
        { text: '1)', start: 6 },
        { text: 'The end', start: 9 },
      ]);
    });

    it('is all cells', async () => {
      await openCodeCell();
      assert.deepEqual(texts(documentPassage()), ['About *this*', 'print(1)', 'The end']);
    });
  });
});

function documentText(): string {
  return window.activeTextEditor?.document.getText() ?? '';
}
