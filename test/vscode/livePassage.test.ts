import assert from 'node:assert/strict';
import type { TextDocument } from 'vscode';
import { NotebookCellData, NotebookCellKind, NotebookData, Position, WorkspaceEdit, workspace } from 'vscode';
import { LivePassage } from '../../src/extension/highlight/livePassage.js';
import type { PassagePart } from '../../src/extension/sources.js';
import { closeAll, openText } from './support/editors.js';

describe('A passage in documents that are edited', () => {
  let passage: LivePassage;

  afterEach(async () => {
    passage.dispose();
    await closeAll();
  });

  /** Follows documents that are read one after the other. */
  function follow(...documents: readonly TextDocument[]): void {
    let start = 0;
    const parts = documents.map((document): PassagePart => {
      const { uri, languageId, version } = document;
      const part = { uri, languageId, version, start };
      start += document.getText().length + 1;
      return part;
    });
    passage = new LivePassage(parts);
  }

  function textAt(start: number, end: number): string | undefined {
    const place = passage.placeOf({ start, end });
    return place?.document.getText(place.range);
  }

  async function edit(document: TextDocument, offset: number, inserted: string): Promise<void> {
    const change = new WorkspaceEdit();
    change.insert(document.uri, document.positionAt(offset), inserted);
    assert.ok(await workspace.applyEdit(change));
  }

  it('is found where it has moved to, and not where it was changed', async () => {
    const { document } = await openText('one two three');
    follow(document);
    let edits = 0;
    passage.onDidEdit(() => edits++);
    await edit(document, 0, 'zero\n');
    assert.equal(textAt(4, 7), 'two');
    assert.deepEqual(passage.placeOf({ start: 4, end: 7 })?.range.start, new Position(1, 4));
    await edit(document, 6, '-');
    assert.equal(textAt(0, 3), undefined);
    assert.equal(textAt(4, 7), 'two');
    assert.equal(edits, 2);
  });

  it('is found in the cell of a notebook that it stands in', async () => {
    const cells = ['first cell', 'second cell'].map(
      (text) => new NotebookCellData(NotebookCellKind.Code, text, 'python'),
    );
    const notebook = await workspace.openNotebookDocument('jupyter-notebook', new NotebookData(cells));
    const [first, second] = notebook.getCells().map(({ document }) => document);
    follow(first!, second!);
    assert.equal(textAt(0, 5), 'first');
    assert.equal(textAt(11, 17), 'second');
    assert.equal(passage.placeOf({ start: 11, end: 17 })?.document, second);
    await edit(first!, 0, 'the ');
    assert.equal(textAt(0, 5), 'first');
    assert.equal(textAt(11, 17), 'second');
  });

  it('is not found in a document that changed since it was read', async () => {
    const { document } = await openText('one two');
    const { uri, languageId, version } = document;
    await edit(document, 0, 'zero ');
    passage = new LivePassage([{ uri, languageId, version, start: 0 }]);
    assert.equal(textAt(0, 3), undefined);
  });
});
