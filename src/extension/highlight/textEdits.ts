/** A stretch of text by UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: number;
}

/** What was changed in a text since its offsets were taken: tells where a stretch of it stands now. */
export class TextEdits {
  private readonly edits: Edit[] = [];

  /** In the order in which they happen; `offset` counts in the text as it was right before. */
  add(offset: number, removed: number, inserted: number): void {
    this.edits.push({ offset, removed, inserted });
  }

  /** Where `stretch` is now; undefined where something in it was changed. */
  follow(stretch: Stretch): Stretch | undefined {
    let { start, end } = stretch;
    for (const { offset, removed, inserted } of this.edits) {
      if (offset >= end) continue;
      if (offset + removed > start) return undefined;
      start += inserted - removed;
      end += inserted - removed;
    }
    return { start, end };
  }
}
