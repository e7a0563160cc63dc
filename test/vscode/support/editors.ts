import { randomUUID } from 'node:crypto';
import type { TextEditor } from 'vscode';
import { commands, languages, Position, Selection, Uri, window, workspace } from 'vscode';

export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.closePanel');
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await commands.executeCommand('workbench.action.closeAllEditors');
}

const texts = new Map<string, string>();
workspace.registerTextDocumentContentProvider('aloud-test', {
  provideTextDocumentContent: ({ path }) => texts.get(path),
});

/**
 * A document of its own with the focus in it. (Untitled ones inherit the name of the last, and at times its text; and each
 * test file brings its own copy of this module, so that counting would not do for a name.)
 */
export async function openText(content: string, language = 'plaintext'): Promise<TextEditor> {
  const uri = virtualText(randomUUID(), content);
  const document = await workspace.openTextDocument(uri);
  return window.showTextDocument(await languages.setTextDocumentLanguage(document, language));
}

/** The address of a document that is no file. */
export function virtualText(name: string, content: string): Uri {
  const path = `/${name}`;
  texts.set(path, content);
  return Uri.from({ scheme: 'aloud-test', path });
}

export function cursorAt(line: number, character: number): Selection {
  return selection(line, character, line, character);
}

export function selection(fromLine: number, from: number, toLine: number, to: number): Selection {
  return new Selection(new Position(fromLine, from), new Position(toLine, to));
}

/** Selects and waits until the window says so: of an editor that was just opened it may not know the text yet. */
export async function select(editor: TextEditor, ...selections: readonly Selection[]): Promise<void> {
  let isSelected = false;
  const subscription = window.onDidChangeTextEditorSelection((event) => {
    isSelected ||= event.textEditor === editor && inOrder(event.selections) === inOrder(selections);
  });
  try {
    await eventually(() => {
      if (!isSelected) editor.selections = selections;
      return isSelected;
    }, 'the text is selected');
  } finally {
    subscription.dispose();
  }
}

/** The window sorts them in its own way. */
function inOrder(selections: readonly Selection[]): string {
  return JSON.stringify(selections.toSorted((a, b) => a.start.compareTo(b.start)));
}

/** Waits until `condition` holds; the editor tells of some of its changes late. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
