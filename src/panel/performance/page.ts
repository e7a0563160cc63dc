import type { HistoryFilter } from './history.js';
import type { LiveReading, LiveUpdate, Overview, Update } from './messages.js';

/** Everything that the page shows. */
export interface Page {
  readonly overview: Overview;
  readonly live: LiveReading | undefined;
  /** When `live` came, on the page's clock, in milliseconds. */
  readonly liveSinceMs: number;
  readonly filter: HistoryFilter;
}

export const emptyPage: Page = {
  overview: {
    engine: { state: 'stopped', status: null },
    history: { performance: null, measurements: [] },
    last: null,
    benchmark: [],
    problem: null,
  },
  live: undefined,
  liveSinceMs: 0,
  filter: { band: 'any', cache: 'any' },
};

/** The page after an update that came at `nowMs` of its clock. */
export function updatePage(page: Page, update: Update, nowMs: number): Page {
  const hasNews = Object.keys(update.overview).length > 0;
  const overview = hasNews ? { ...page.overview, ...update.overview } : page.overview;
  if (update.live === undefined) return { ...page, overview };
  const live = update.live === null ? undefined : joinChunks(page.live, update.live);
  return { ...page, overview, live, liveSinceMs: nowMs };
}

/** Where the playhead is now: between updates it moves at its rate. */
export function playheadMs({ live, liveSinceMs }: Page, nowMs: number): number | undefined {
  if (!live) return undefined;
  const { atMs, rate } = live.playhead;
  return atMs + (nowMs - liveSinceMs) * rate;
}

function joinChunks(before: LiveReading | undefined, { known, reading }: LiveUpdate): LiveReading {
  const kept = before?.id === reading.id ? before.chunks.slice(0, known) : [];
  return { ...reading, chunks: [...kept, ...reading.chunks] };
}
