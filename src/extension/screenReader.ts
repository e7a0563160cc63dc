import { workspace } from 'vscode';

/** Somebody listens to a screen reader: nothing else may speak unasked. `auto` tells an extension nothing. */
export function isScreenReaderOn(): boolean {
  return workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';
}
