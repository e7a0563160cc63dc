import type { SkipTarget } from '../protocol/engine.js';

interface Sentence {
  /** Source offsets. */
  readonly start: number;
  readonly end: number;
}

/** Where to go on: at a sample if that was made, or else with the text from a source offset on. */
export interface Place {
  readonly sample?: number;
  readonly resumeAt: number;
}

/** Which sentences of a reading are known, and where in its sound those are that were made one after the other. */
export class SentencePlaces {
  /** In the order of the text. */
  readonly #known: Sentence[] = [];
  readonly #made: { readonly sentence: Sentence; readonly sample: number }[] = [];

  /** @param resumeAt Source offset from which the text is being made. */
  constructor(private resumeAt: number) {}

  /** A segment of the sentence begins at a sample. */
  begun(sentence: Sentence, sample: number): void {
    if (this.#made.at(-1)?.sentence.start === sentence.start) return;
    this.#made.push({ sentence, sample });
    const at = this.#known.findIndex((known) => known.start >= sentence.start);
    if (at < 0) this.#known.push(sentence);
    else if (this.#known[at]!.start > sentence.start) this.#known.splice(at, 0, sentence);
  }

  /** What was made is left behind; the text is made from a source offset on. */
  restart(resumeAt: number): void {
    this.resumeAt = resumeAt;
    this.#made.length = 0;
  }

  /** Where a skip leads from a sample; undefined where that is not known yet. */
  find(to: SkipTarget, playhead: number): Place | undefined {
    const index = this.#made.findLastIndex(({ sample }) => sample <= playhead);
    const current = this.#made[index]?.sentence;
    switch (to) {
      case 'next': {
        const next = this.#made[index + 1]?.sentence;
        return next ? this.#placeOf(next) : current && { resumeAt: current.end };
      }
      case 'replay':
        return current && this.#placeOf(current);
      case 'previous': {
        const from = current?.start ?? this.resumeAt;
        const previous = this.#known.findLast(({ start }) => start < from) ?? current;
        return previous && this.#placeOf(previous);
      }
    }
  }

  #placeOf({ start }: Sentence): Place {
    const made = this.#made.find(({ sentence }) => sentence.start === start);
    return { resumeAt: start, ...(made && { sample: made.sample }) };
  }
}
