import type { SkipTarget } from '../protocol/engine.js';

interface Sentence {
  /** Source offsets. */
  readonly start: number;
  readonly end: number;
  /** Which one of the text it is. */
  readonly index: number;
}

/** Where the text goes on: `passing` sentences after a source offset. */
export interface TextPlace {
  readonly resumeAt: number;
  readonly passing?: number;
}

/** Where to go on: at a sample if that was made, or else by the text. */
export interface Place extends TextPlace {
  readonly sample?: number;
}

/** Which sentences of a reading are known, and where in its sound those are that were made one after the other. */
export class SentencePlaces {
  /** In the order of the text. */
  readonly #known: Sentence[] = [];
  readonly #made: { readonly sentence: Sentence; readonly sample: number }[] = [];

  /** @param from Where the text is being made from. */
  constructor(private from: TextPlace) {}

  /** A segment of the sentence begins at a sample. */
  begun(sentence: Sentence, sample: number): void {
    if (this.#made.at(-1)?.sentence.start === sentence.start) return;
    this.#made.push({ sentence, sample });
    const at = this.#known.findIndex((known) => known.start >= sentence.start);
    if (at < 0) this.#known.push(sentence);
    else if (this.#known[at]!.start > sentence.start) this.#known.splice(at, 0, sentence);
  }

  /** What was made is left behind; the text is made from another place on. */
  restart({ resumeAt, passing = 0 }: TextPlace): void {
    this.from = { resumeAt, passing };
    this.#made.length = 0;
  }

  /** Where a skip leads from a sample; undefined where that is not known yet. */
  find(to: SkipTarget, playhead: number): Place | undefined {
    const index = this.#made.findLastIndex(({ sample }) => sample <= playhead);
    const current = this.#made[index]?.sentence;
    switch (to) {
      case 'next': {
        const next = this.#made[index + 1]?.sentence;
        if (next) return this.#placeOf(next);
        return current ? { resumeAt: current.end } : this.#passing(1);
      }
      case 'replay':
        return current && this.#placeOf(current);
      case 'previous': {
        if (!current && (this.from.passing ?? 0) > 0) return this.#passing(-1);
        const from = current?.start ?? this.from.resumeAt;
        const before = this.#known.findLast(({ start }) => start < from) ?? current;
        const passed = before && current ? current.index - before.index - 1 : 0;
        return before && (passed > 0 ? { resumeAt: before.start, passing: passed } : this.#placeOf(before));
      }
    }
  }

  /** Some sentences further than the one that is awaited, of which nothing is known yet. */
  #passing(sentences: number): Place {
    const { resumeAt, passing = 0 } = this.from;
    return { resumeAt, passing: passing + sentences };
  }

  #placeOf({ start }: Sentence): Place {
    const made = this.#made.find(({ sentence }) => sentence.start === start);
    return { resumeAt: start, ...(made && { sample: made.sample }) };
  }
}
