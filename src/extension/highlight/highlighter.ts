import type { Disposable, TextDocument } from 'vscode';
import { l10n, Selection, TextEditorRevealType, window } from 'vscode';
import type { Reading } from '../../client/reading.js';
import { monotonicMs } from '../../metrics/clock.js';
import { AloudError } from '../../protocol/errors.js';
import type { Reader } from '../reader.js';
import { cellOf, rangeOf } from './cells.js';
import { SpokenDecorations } from './decorations.js';
import type { HighlightMode } from './highlight.js';
import { Highlight } from './highlight.js';
import { LivePassage } from './livePassage.js';

interface Followed {
  readonly reading: Reading;
  readonly passage: LivePassage;
  readonly highlight: Highlight;
}

/** Shows in the editors where the window's reading is. */
export class Highlighter implements Disposable {
  private decorations: SpokenDecorations | undefined;
  private followed: Followed | undefined;
  private readonly subscription: Disposable;

  constructor(
    private readonly reader: Reader,
    private readonly modeOf: (document: TextDocument) => HighlightMode,
  ) {
    this.subscription = reader.onDidChange(() => {
      this.follow();
    });
  }

  /** Puts the cursor where the voice is: for those who do not see the marks, or went elsewhere. */
  async moveCursor(): Promise<void> {
    const spoken = this.followed?.reading.track.at(monotonicMs());
    const place = spoken && this.followed?.passage.placeOf(spoken);
    if (!place) {
      throw new AloudError('nothing-to-read', l10n.t('The word that is spoken is not in an open text any more.'));
    }
    const { document, range } = place;
    const cell = cellOf(document);
    if (cell) await window.showNotebookDocument(cell.notebook, { selections: [rangeOf(cell)] });
    const shown = window.visibleTextEditors.find((editor) => editor.document === document);
    if (cell) {
      // Its editor is a part of the notebook's.
      if (shown) shown.selection = new Selection(range.start, range.end);
      return;
    }
    const editor = await window.showTextDocument(document, {
      selection: range,
      ...(shown?.viewColumn !== undefined && { viewColumn: shown.viewColumn }),
    });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.subscription.dispose();
    this.end();
    this.decorations?.dispose();
  }

  private follow(): void {
    const { reading, passage } = this.reader;
    if (reading === this.followed?.reading) return;
    this.end();
    if (!reading || !passage || reading.request.output === 'none') return;
    this.decorations ??= new SpokenDecorations();
    const live = new LivePassage(passage.parts);
    const highlight = new Highlight(reading, live, this.decorations, this.modeOf);
    this.followed = { reading, passage: live, highlight };
  }

  private end(): void {
    this.followed?.highlight.dispose();
    this.followed?.passage.dispose();
    this.followed = undefined;
  }
}
