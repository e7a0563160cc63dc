import { Selection, window, workspace } from 'vscode';

/** Of the walkthrough only. */
export const openSampleCommand = 'aloud.openSample';

/** In English, as that is what the voices speak. */
const sample = `/**
 * Select a few words of this comment, or put the cursor in it: Aloud reads what is
 * selected, or else the paragraph at the cursor.
 */
export function isDaylight(hour) {
  // Rest the pointer here and choose "Read aloud".
  return hour >= 6 && hour < 18; // code is read as a colleague would say it
}
`;

/** Opens something to read, with a sentence selected; it is on no disk. */
export async function openSample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'javascript', content: sample });
  const editor = await window.showTextDocument(document);
  const first = sample.indexOf('Select');
  editor.selection = new Selection(document.positionAt(first), document.positionAt(sample.indexOf('\n */')));
}
