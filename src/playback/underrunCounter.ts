/** Tells the gaps in the sound of a reading that are underruns from those that are none, and counts them. */
export class UnderrunCounter {
  #count = 0;
  /** The sound was interrupted within a gap: an underrun if anything follows. */
  #isOpen = false;
  /** What is written next may come in a gap that is no underrun. */
  #mayBeLate = false;
  /** The gap that is going to be told of is none. */
  #isExcused = false;

  constructor(private readonly onUnderrun: () => void) {}

  get count(): number {
    return this.#count;
  }

  /** What is written next may come too late: nobody could have made it yet. */
  excuseNext(): void {
    this.#mayBeLate = true;
  }

  /** @param isLate It came within a gap. */
  written(isLate: boolean): void {
    this.#isExcused ||= this.#mayBeLate && isLate;
    this.#mayBeLate = false;
  }

  /** The output is no more. @param isDry It had nothing left to play. */
  interrupted(isDry: boolean): void {
    this.#isOpen ||= isDry;
  }

  /** Sound is handed to an output. */
  wentOn(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.gap();
  }

  /** The output has had a gap and plays again. */
  gap(): void {
    const isExcused = this.#isExcused;
    this.#isExcused = false;
    if (isExcused) return;
    this.#count++;
    this.onUnderrun();
  }

  /** The playhead goes elsewhere: what it leaves is no gap. */
  left(): void {
    this.#isOpen = this.#isExcused = false;
  }
}
