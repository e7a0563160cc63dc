import type { TextDocument } from 'vscode';
import { Disposable, EventEmitter, Range, workspace } from 'vscode';
import type { PassagePart } from '../sources.js';
import type { Stretch } from './textEdits.js';
import { TextEdits } from './textEdits.js';

/** A stretch of the passage in the document that it stands in. */
export interface Place {
  readonly document: TextDocument;
  readonly range: Range;
}

/** Where the text of a passage stands now: its documents may be edited or closed while it is read. */
export class LivePassage implements Disposable {
  private readonly edited = new EventEmitter<void>();
  private readonly edits = new Map<PassagePart, TextEdits>();
  private readonly listeners: Disposable;

  constructor(private readonly parts: readonly PassagePart[]) {
    for (const part of parts) if (openDocument(part)?.version === part.version) this.edits.set(part, new TextEdits());
    this.listeners = Disposable.from(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const edits = this.editsOf(document);
        if (!edits || contentChanges.length === 0) return;
        for (const { rangeOffset, rangeLength, text } of contentChanges)
          edits.add(rangeOffset, rangeLength, text.length);
        this.edited.fire();
      }),
      // What happens to it from now on nobody tells.
      workspace.onDidCloseTextDocument((document) => {
        for (const part of this.partsOf(document)) this.edits.delete(part);
      }),
      this.edited,
    );
  }

  /** The text of one of its documents was changed. */
  readonly onDidEdit = this.edited.event;

  /** Where a stretch of the passage stands; undefined where it was edited, or its document is not known any more. */
  placeOf(stretch: Stretch): Place | undefined {
    const part = this.parts.findLast(({ start }) => start <= stretch.start);
    const document = part && openDocument(part);
    if (!document) return undefined;
    const now = this.edits.get(part)?.follow({ start: stretch.start - part.start, end: stretch.end - part.start });
    return now && { document, range: new Range(document.positionAt(now.start), document.positionAt(now.end)) };
  }

  /** The open documents that it stands in. */
  documents(): TextDocument[] {
    return this.parts.flatMap((part) => openDocument(part) ?? []);
  }

  dispose(): void {
    this.listeners.dispose();
  }

  private editsOf(document: TextDocument): TextEdits | undefined {
    const [part] = this.partsOf(document);
    return part && this.edits.get(part);
  }

  private partsOf({ uri }: TextDocument): PassagePart[] {
    return this.parts.filter((part) => part.uri.toString() === uri.toString());
  }
}

function openDocument({ uri }: PassagePart): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key);
}
