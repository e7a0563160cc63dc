/** Who goes first: the lower class, and within it the one that came first. */
export interface Rank {
  readonly urgency: number;
  readonly order: number;
}

interface Waiting {
  readonly rank: Rank;
  readonly begin: () => void;
}

/** Lets actions happen one at a time, always the most urgent of those that wait. What is under way is never interrupted. */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private busy = false;
  private choosing: NodeJS.Immediate | undefined;

  /** Rejects with the signal's reason, without having run, when it is aborted while it waits. */
  async run<T>(rank: Rank, signal: AbortSignal, action: () => Promise<T>): Promise<T> {
    await this.turn(rank, signal);
    try {
      return await action();
    } finally {
      this.busy = false;
      // Whoever had this turn probably wants the next one too, and asks for it in a moment.
      this.choosing = setImmediate(() => {
        this.choose();
      });
    }
  }

  private async turn(rank: Rank, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.busy && this.waiting.every((other) => isBefore(rank, other.rank))) {
      this.take();
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        rank,
        begin: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
    });
  }

  private choose(): void {
    if (this.busy) return;
    const [first] = this.waiting.toSorted((a, b) => (isBefore(a.rank, b.rank) ? -1 : 1));
    if (!first) return;
    this.waiting.splice(this.waiting.indexOf(first), 1);
    this.take();
    first.begin();
  }

  private take(): void {
    clearImmediate(this.choosing);
    this.busy = true;
  }
}

function isBefore(one: Rank, other: Rank): boolean {
  return one.urgency === other.urgency ? one.order < other.order : one.urgency < other.urgency;
}
