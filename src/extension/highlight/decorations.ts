import type { Disposable, Range, TextDocument, TextEditor, TextEditorDecorationType } from 'vscode';
import { DecorationRangeBehavior, ThemeColor, window } from 'vscode';

/** What is marked in a document. */
export interface Marked {
  readonly document: TextDocument;
  readonly sentence: Range;
  /** Undefined where only sentences are to be marked. */
  readonly word: Range | undefined;
}

/** The marks of the word and the sentence being spoken, in every editor that shows their document. */
export class SpokenDecorations implements Disposable {
  private readonly sentence = markedBy('aloud.spokenSentence', '1px', 'dotted');
  private readonly word = markedBy('aloud.spokenWord', '2px', 'solid');
  private marked: Marked | undefined;

  /** Moves the marks; undefined takes them away. The editor hears of what changed only. */
  show(marked: Marked | undefined): void {
    const before = this.marked;
    this.marked = marked;
    if (before && before.document !== marked?.document) {
      for (const editor of editorsOf(before.document)) {
        editor.setDecorations(this.sentence, []);
        editor.setDecorations(this.word, []);
      }
    }
    if (!marked) return;
    const known = before?.document === marked.document ? before : undefined;
    for (const editor of editorsOf(marked.document)) {
      if (!isSame(known?.sentence, marked.sentence)) editor.setDecorations(this.sentence, [marked.sentence]);
      if (!known || !isSame(known.word, marked.word)) {
        editor.setDecorations(this.word, marked.word ? [marked.word] : []);
      }
    }
  }

  /** Editors were opened: marks them too. */
  showAgain(): void {
    const { marked } = this;
    this.show(undefined);
    this.show(marked);
  }

  dispose(): void {
    this.sentence.dispose();
    this.word.dispose();
  }
}

/** Colours alone would be lost on many; a line below the text is not. */
function markedBy(color: string, width: string, borderStyle: string): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor(`${color}Background`),
    borderColor: new ThemeColor(`${color}Border`),
    borderStyle,
    borderWidth: `0 0 ${width} 0`,
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
  });
}

function editorsOf(document: TextDocument): TextEditor[] {
  return window.visibleTextEditors.filter((editor) => editor.document === document);
}

function isSame(one: Range | undefined, other: Range | undefined): boolean {
  return one && other ? one.isEqual(other) : one === other;
}
