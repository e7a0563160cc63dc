import type { TextEditor } from 'vscode';
import { commands, Position, Selection, window, workspace } from 'vscode';

export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.closePanel');
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** An untitled document with the focus in it. */
export async function openText(content: string, language = 'plaintext'): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ content, language }));
}

export function cursorAt(line: number, character: number): Selection {
  return selection(line, character, line, character);
}

export function selection(fromLine: number, from: number, toLine: number, to: number): Selection {
  return new Selection(new Position(fromLine, from), new Position(toLine, to));
}

/** Selects and waits until the window has done so: what it reports of an editor that was just opened comes late. */
export async function select(editor: TextEditor, ...selections: readonly Selection[]): Promise<void> {
  const wanted = JSON.stringify(selections);
  const selected = new Promise<void>((resolve) => {
    const subscription = window.onDidChangeTextEditorSelection((event) => {
      if (event.textEditor !== editor || JSON.stringify(event.selections) !== wanted) return;
      subscription.dispose();
      resolve();
    });
  });
  editor.selections = selections;
  await selected;
}

/** Waits until `condition` holds; the editor tells of some of its changes late. */
export async function eventually(condition: () => boolean, what: string, limitMs = 10_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
