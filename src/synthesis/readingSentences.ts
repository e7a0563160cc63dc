import { monotonicMs } from '../metrics/clock.js';
import type { ReadingRequest, SentencePlace, SkippedPassage } from '../protocol/reading.js';
import type { Sentence } from '../text/sentence.js';
import { nothingToRead } from './nothingToRead.js';
import type { Produced } from './produced.js';

/** What gives the sentences of a text, one by one, and tells what it skips. */
export type TextOf = (onSkipped: (passage: SkippedPassage) => void) => Iterable<Sentence>;

/** The sentences that a reading has still to speak, in order, and where each stands among all of its text. */
export class ReadingSentences {
  private readonly text: Iterator<Sentence>;
  private readonly skipped: SkippedPassage[] = [];
  private readonly reasons = new Set<string>();
  /** Where the sentences begin that the text has given so far. */
  private readonly starts: number[] = [];
  private ended = false;

  /** @param onWorked Told how long each sentence took to find, in milliseconds. */
  constructor(
    text: TextOf,
    private readonly request: Pick<ReadingRequest, 'resumeAt' | 'passing' | 'open'>,
    private readonly onWorked: (ms: number) => void,
  ) {
    const onSkipped = (passage: SkippedPassage) => {
      this.reasons.add(passage.why);
      this.skipped.push(passage);
    };
    this.text = text(onSkipped)[Symbol.iterator]();
  }

  *[Symbol.iterator](): Generator<Sentence> {
    const { resumeAt = 0, passing = 0 } = this.request;
    let toPass = passing;
    for (;;) {
      const startedAt = monotonicMs();
      const next = this.text.next();
      this.onWorked(monotonicMs() - startedAt);
      if (next.done === true) {
        this.ended = true;
        return;
      }
      this.starts.push(next.value.start);
      if (next.value.end > resumeAt && --toPass < 0) yield next.value;
    }
  }

  placeOf({ start, end }: Sentence): SentencePlace {
    return {
      start,
      end,
      index: this.starts.lastIndexOf(start),
      count: this.ended && !this.request.open ? this.starts.length : undefined,
    };
  }

  /** What was skipped since this was asked for last. */
  *newlySkipped(): Generator<Produced> {
    for (const passage of this.skipped.splice(0)) yield { kind: 'skipped', passage };
  }

  /**
   * Of a text that has ended without a sound. What goes on in mid-text may find nothing more, and more may come of a
   * text that is open.
   * @throws AloudError `nothing-to-read`
   */
  checkSomething(): void {
    const { resumeAt, open } = this.request;
    if (resumeAt === undefined && !open) throw nothingToRead(this.reasons);
  }
}
