import type { Position, TextDocument, TextEditor } from 'vscode';
import { Range } from 'vscode';

/** What is selected, in document order; the paragraph at the cursor where nothing is. */
export function selectedRanges({ document, selections, selection }: TextEditor): readonly Range[] {
  const selected = selections.filter((each) => !each.isEmpty);
  if (selected.length === 0) return [paragraphAt(document, selection.active)];
  return selected.toSorted((a, b) => a.start.compareTo(b.start));
}

/** The lines around `position` up to the next blank ones; the paragraph below where the position is in a blank line. */
function paragraphAt(document: TextDocument, position: Position): Range {
  const isBlank = (line: number) => document.lineAt(line).isEmptyOrWhitespace;
  const lastLine = document.lineCount - 1;
  let first = position.line;
  while (first < lastLine && isBlank(first)) first++;
  let last = first;
  while (first > 0 && !isBlank(first - 1)) first--;
  while (last < lastLine && !isBlank(last + 1)) last++;
  return new Range(document.lineAt(first).range.start, document.lineAt(last).range.end);
}

/** From `position`, or the beginning of the word that it is in, to the end of the document. */
export function fromPositionOn(document: TextDocument, position: Position): Range {
  const word = document.getWordRangeAtPosition(position);
  return new Range(word?.start ?? position, document.lineAt(document.lineCount - 1).range.end);
}
