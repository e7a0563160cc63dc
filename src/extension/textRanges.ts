import type { Position, TextDocument } from 'vscode';
import { Range } from 'vscode';

/** The lines around `position` up to the next blank ones; the paragraph below where the position is in a blank line. */
export function paragraphAt(document: TextDocument, position: Position): Range {
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
