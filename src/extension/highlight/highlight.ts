import type { TextDocument } from 'vscode';
import { Disposable, window, workspace } from 'vscode';
import type { Reading } from '../../client/reading.js';
import type { SpokenWord } from '../../client/spokenTrack.js';
import { monotonicMs } from '../../metrics/clock.js';
import type { SpokenDecorations } from './decorations.js';
import type { LivePassage, Place } from './livePassage.js';
import { ScrollFollower } from './scrollFollower.js';

export type HighlightMode = 'word' | 'sentence' | 'off';

/** Marks are not moved sooner than this after the last time: the eye could not follow, and the editor has other work. */
const LEAST_MS = 50;

/** The editor, which is another process, shows a mark about so long after it was told. */
const SHOWN_AFTER_MS = 40;

/** Marks what one reading speaks, for as long as it lasts. A timer runs only while the playhead moves towards a word. */
export class Highlight implements Disposable {
  private readonly scroll = new ScrollFollower();
  private readonly modes = new Map<TextDocument, HighlightMode>();
  private readonly listeners: Disposable;
  private timer: NodeJS.Timeout | undefined;
  private movedMs = -Infinity;
  private spoken: SpokenWord | undefined;

  constructor(
    private readonly reading: Reading,
    private readonly passage: LivePassage,
    private readonly decorations: SpokenDecorations,
    private readonly modeOf: (document: TextDocument) => HighlightMode,
  ) {
    const update = () => {
      this.update();
    };
    this.listeners = Disposable.from(
      reading.track.onDidChange(update),
      passage.onDidEdit(update),
      window.onDidChangeVisibleTextEditors(() => {
        decorations.showAgain();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('aloud.highlight')) return;
        this.modes.clear();
        this.update();
      }),
      this.scroll,
    );
    this.update();
  }

  dispose(): void {
    this.listeners.dispose();
    clearTimeout(this.timer);
    this.decorations.show(undefined);
  }

  private update(): void {
    clearTimeout(this.timer);
    if (this.passage.documents().every((document) => this.mode(document) === 'off')) {
      this.decorations.show(undefined);
      return;
    }
    const { track } = this.reading;
    const nowMs = monotonicMs();
    const shownMs = nowMs + SHOWN_AFTER_MS;
    this.mark(track.at(shownMs), nowMs);
    const nextInMs = track.nextInMs(shownMs);
    if (nextInMs === undefined) return;
    // Timers may be a millisecond early: the next look shall find the next word.
    const inMs = Math.max(Math.ceil(nextInMs) + 1, this.movedMs + LEAST_MS - nowMs);
    this.timer = setTimeout(() => {
      this.update();
    }, inMs);
  }

  private mark(spoken: SpokenWord | undefined, nowMs: number): void {
    const sentence = spoken && this.passage.placeOf(spoken.sentence);
    const word = spoken && sentence && this.passage.placeOf(spoken);
    const mode = word ? this.mode(word.document) : 'off';
    if (!word || mode === 'off') {
      this.decorations.show(undefined);
      return;
    }
    this.decorations.show({
      document: word.document,
      sentence: sentence.range,
      word: mode === 'word' ? word.range : undefined,
    });
    if (spoken !== this.spoken) this.follow(word, nowMs);
    this.spoken = spoken;
  }

  private follow(word: Place, nowMs: number): void {
    this.movedMs = nowMs;
    this.scroll.moved(word);
  }

  private mode(document: TextDocument): HighlightMode {
    const known = this.modes.get(document) ?? this.modeOf(document);
    this.modes.set(document, known);
    return known;
  }
}
