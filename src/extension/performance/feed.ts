import type { Disposable } from '../../protocol/event.js';
import type { LiveReading, LiveUpdate, Overview, ToPage, Update } from '../../panel/performance/messages.js';
import type { Reading } from '../../client/reading.js';
import { monotonicMs } from '../../metrics/clock.js';

/** The page is sent something ten times a second at most. */
const SHORTEST_PAUSE_MS = 100;
/** The engine is asked for its memory and caches so often: while it reads, and while it does not. */
const READING_POLL_MS = 1000;
const IDLE_POLL_MS = 5000;

/** Where the figures come from. */
export interface FeedSource {
  readonly reading: Reading | undefined;
  /** A reading began, ended or changed its state. */
  readonly onDidChange: (listener: () => void) => Disposable;
  /** A reading has been measured to its end, or the benchmark has. */
  readonly onDidMeasure: (listener: () => void) => Disposable;
  /** Both ask the engine only where one is running. */
  readonly engine: () => Promise<Pick<Overview, 'engine' | 'problem'>>;
  readonly readings: () => Promise<Pick<Overview, 'history' | 'last' | 'benchmark'>>;
}

/** Keeps a page up to date while somebody looks at it; otherwise it listens to nothing and sends nothing. */
export class PerformanceFeed {
  private shown: Shown | undefined;

  constructor(
    private readonly source: FeedSource,
    private readonly send: (message: ToPage) => void,
  ) {}

  /** The page is there and knows nothing yet. */
  start(strings: Readonly<Record<string, string>>): void {
    this.stop();
    this.send({ kind: 'start', strings });
    this.shown = new Shown(this.source, this.send);
  }

  /** Nobody sees the page any more. */
  stop(): void {
    this.shown?.dispose();
    this.shown = undefined;
  }
}

/** The time during which a page is seen. */
class Shown implements Disposable {
  private readonly subscriptions: Disposable[];
  private ofReading: Disposable[] = [];
  private reading: Reading | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private sendTimer: NodeJS.Timeout | undefined;
  private sentMs = -Infinity;
  private news: Partial<Overview> = {};
  private isLiveDue = true;
  /** Chunks of the reading that the page has. */
  private known = 0;
  private isOver = false;

  constructor(
    private readonly source: FeedSource,
    private readonly send: (message: ToPage) => void,
  ) {
    this.subscriptions = [
      source.onDidChange(() => {
        this.follow();
      }),
      source.onDidMeasure(() => {
        this.ask(source.readings());
      }),
    ];
    this.follow();
    this.ask(source.readings());
    this.poll();
  }

  dispose(): void {
    this.isOver = true;
    clearTimeout(this.pollTimer);
    clearTimeout(this.sendTimer);
    for (const subscription of [...this.subscriptions, ...this.ofReading]) subscription.dispose();
  }

  /** Listens to the reading under way. */
  private follow(): void {
    const { reading } = this.source;
    this.touch();
    if (reading === this.reading) return;
    for (const subscription of this.ofReading) subscription.dispose();
    const touch = () => {
      this.touch();
    };
    this.ofReading = reading ? [reading.onDidReceiveChunk(touch), reading.track.onDidChange(touch)] : [];
    this.reading = reading;
    this.known = 0;
    this.poll();
  }

  private poll(): void {
    clearTimeout(this.pollTimer);
    this.ask(this.source.engine());
    const pauseMs = this.source.reading ? READING_POLL_MS : IDLE_POLL_MS;
    this.pollTimer = setTimeout(() => {
      this.poll();
    }, pauseMs);
  }

  private ask(answer: Promise<Partial<Overview>>): void {
    void answer.then((news) => {
      this.news = { ...this.news, ...news };
      this.schedule();
    });
  }

  private touch(): void {
    this.isLiveDue = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.isOver) return;
    this.sendTimer ??= setTimeout(
      () => {
        this.sendTimer = undefined;
        this.sendNews();
      },
      Math.max(this.sentMs + SHORTEST_PAUSE_MS - monotonicMs(), 0),
    );
  }

  private sendNews(): void {
    const update: Update = { kind: 'update', overview: this.news, ...(this.isLiveDue && { live: this.live() }) };
    this.news = {};
    this.isLiveDue = false;
    this.sentMs = monotonicMs();
    this.send(update);
  }

  private live(): LiveUpdate | null {
    const { reading } = this;
    if (!reading || reading.state === 'ended') return null;
    const { id, request, state, startMs, ttfaMs = null, stagesMs = null, chunks, underruns, speed } = reading;
    // Chunks are taken back where the engine was replaced in mid-reading.
    const known = Math.min(this.known, chunks.length);
    this.known = chunks.length;
    return {
      known,
      reading: {
        ...{ id, state, startMs, ttfaMs, stagesMs, underruns, speed },
        isHeard: request.output !== 'none',
        playhead: playheadNow(reading),
        sentence: sentenceOf(reading),
        chunks: chunks.slice(known),
      },
    };
  }
}

function playheadNow({ track: { position } }: Reading): LiveReading['playhead'] {
  if (!position) return { atMs: 0, rate: 0 };
  const { atMs, clockMs, playing } = position;
  const rate = playing ? position.rate : 0;
  return { atMs: atMs + (monotonicMs() - clockMs) * rate, rate };
}

function sentenceOf({ spoken }: Reading): LiveReading['sentence'] {
  if (!spoken) return null;
  const { index, count = null } = spoken.sentence;
  return { number: index + 1, of: count };
}
