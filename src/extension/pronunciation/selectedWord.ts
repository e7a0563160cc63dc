import type { TextEditor } from 'vscode';
import { commands, Disposable, l10n, window } from 'vscode';
import { AloudError } from '../../protocol/errors.js';
import { identifierParts } from '../../text/identifiers.js';
import { isRespellable } from '../../text/pronounce/respellings.js';

/** A word of a document. */
export interface SelectedWord {
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
}

/**
 * The selected word; the one at the cursor where nothing is selected, or the part of an identifier.
 * @throws AloudError `nothing-to-read` where there is none, or more than one
 */
export function selectedWord({ document, selection }: TextEditor): SelectedWord {
  const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
  const selected = range ? document.getText(range) : '';
  const text = selected.trim();
  if (range && isRespellable(text)) return { text, start: document.offsetAt(range.start) + selected.indexOf(text) };
  if (range && selection.isEmpty) {
    const start = document.offsetAt(range.start);
    const cursor = document.offsetAt(selection.active) - start;
    const part = identifierParts(text).find(({ text: { length }, from }) => from <= cursor && cursor <= from + length);
    if (part && isRespellable(part.text)) return { text: part.text, start: start + part.from };
  }
  throw new AloudError(
    'nothing-to-read',
    text === ''
      ? l10n.t('Select the word that is to be said otherwise, then try again.')
      : l10n.t('Select one word, without signs around it, then try again.'),
  );
}

/** Keeps the context key `aloud.wordSelected`: whether one word is selected, as the context menu wants to know. */
export function onWordSelected(): Disposable {
  let shown = false;
  const show = (editor: TextEditor | undefined) => {
    const isWord = editor !== undefined && isWordSelected(editor);
    if (isWord === shown) return;
    shown = isWord;
    void commands.executeCommand('setContext', 'aloud.wordSelected', isWord);
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) show(textEditor);
    }),
    window.onDidChangeActiveTextEditor(show),
  );
}

function isWordSelected({ document, selection, selections }: TextEditor): boolean {
  return selections.length === 1 && selection.isSingleLine && isRespellable(document.getText(selection).trim());
}
