import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import type { HistoryFilter } from './history.js';
import { BenchmarkSection } from './benchmarkSection.js';
import { BufferSection } from './bufferSection.js';
import { EngineSection } from './engineSection.js';
import { HistorySection } from './historySection.js';
import type { PageCommand } from './messages.js';
import type { Page } from './page.js';
import { playheadMs } from './page.js';
import { Summary } from './summary.js';
import { WaterfallSection } from './waterfallSection.js';

interface AppProps {
  readonly page: Page;
  /** On the page's clock, in milliseconds. */
  readonly nowMs: number;
  readonly run: (command: PageCommand) => void;
  readonly onFilter: (filter: HistoryFilter) => void;
}

/** The whole panel: the reading under way or else the last one, then those before it, then the engine. */
export function App({ page, nowMs, run, onFilter }: AppProps) {
  const { overview, live, filter } = page;
  const { last } = overview;
  const firstSound = live?.stagesMs ? { ...live, stagesMs: live.stagesMs } : last?.summary;
  // These do not change with the playhead.
  const lasting = useMemo(
    () => (
      <>
        <HistorySection history={overview.history} filter={filter} onFilter={onFilter} />
        <BenchmarkSection rows={overview.benchmark} />
        <EngineSection engine={overview.engine} />
      </>
    ),
    [overview, filter, onFilter],
  );
  return (
    <main aria-label={l10n.t('Performance of Aloud')}>
      <Summary page={page} playheadMs={playheadMs(page, nowMs)} run={run} />
      <div class="pair">
        <WaterfallSection reading={firstSound} />
        <BufferSection chunks={live?.chunks ?? last?.chunks ?? []} playheadMs={playheadMs(page, nowMs)} />
      </div>
      {lasting}
    </main>
  );
}
