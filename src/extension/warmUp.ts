import { Disposable, window } from 'vscode';

/** A selection that stays for so long may be about to be read; a shorter one is a movement through the text. */
const REST_MS = 150;

/** Calls `rested` each time a selection has come to rest. */
export function onSelectionRested(rested: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    clearTimeout(timer);
  };
  const subscription = window.onDidChangeTextEditorSelection(({ selections }) => {
    cancel();
    if (selections.some((selection) => !selection.isEmpty)) timer = setTimeout(rested, REST_MS);
  });
  return Disposable.from(subscription, new Disposable(cancel));
}
