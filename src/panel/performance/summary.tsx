import * as l10n from '@vscode/l10n';
import { Action } from './action.js';
import { formatCount, formatMs, formatRatio, formatSeconds } from './format.js';
import { cacheNames } from './history.js';
import type { LiveReading, PageCommand } from './messages.js';
import type { Page } from './page.js';
import { Steering } from './steering.js';

interface SummaryProps {
  readonly page: Page;
  readonly playheadMs: number | undefined;
  readonly run: (command: PageCommand) => void;
}

/** The figures of the reading under way, or else of the last one, and what can be done. */
export function Summary({ page, playheadMs, run }: SummaryProps) {
  const { overview, live } = page;
  const last = overview.last?.summary;
  const ttfaMs = live ? live.ttfaMs : last?.ttfaMs;
  return (
    <header>
      <div class="heading">
        <p class="state">{stateOf(page)}</p>
        <div class="actions">
          <Steering live={live} run={run} />
          <Action command="copyPerformanceReport" run={run}>
            {l10n.t('Copy Report')}
          </Action>
          <Action command="runBenchmark" run={run} isDisabled={live !== undefined}>
            {l10n.t('Run Benchmark')}
          </Action>
        </div>
      </div>
      <div class="figures">
        <h1>
          <span class="caption">{l10n.t('Time to first sound')}</span>
          <span class="hero">{formatMs(ttfaMs)}</span>
        </h1>
        <dl>
          {figuresOf(page, playheadMs).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {overview.problem && <p class="problem">{overview.problem}</p>}
    </header>
  );
}

/** What goes on, in a few words. */
export function stateOf({ overview, live }: Page): string {
  if (live) return liveStates()[live.state];
  const last = overview.last?.summary;
  if (!last) return l10n.t('Nothing read yet');
  const { voice, characters, cache } = last;
  return l10n.t('Last reading: {0} characters, {1}, {2}', formatCount(characters), voice, cacheNames()[cache]);
}

function liveStates(): Record<NonNullable<Page['live']>['state'], string> {
  return {
    starting: l10n.t('Starting'),
    reading: l10n.t('Reading'),
    paused: l10n.t('Paused'),
    ended: l10n.t('Ended'),
  };
}

function figuresOf({ overview, live }: Page, playheadMs: number | undefined): [name: string, value: string][] {
  const last = overview.last?.summary;
  if (live) {
    const audioMs = sum(live.chunks.map((chunk) => chunk.audioMs));
    const computeMs = sum(live.chunks.map((chunk) => chunk.computeMs));
    const { sentence } = live;
    return [
      [l10n.t('Real-time factor'), formatRatio(audioMs > 0 ? computeMs / audioMs : null)],
      [l10n.t('Underruns'), formatCount(live.underruns)],
      [l10n.t('Ahead'), formatSeconds(Math.max(audioMs - (playheadMs ?? 0), 0))],
      [l10n.t('Sentence'), sentence ? sentenceNumber(sentence) : '–'],
    ];
  }
  return [
    [l10n.t('Real-time factor'), formatRatio(last?.rtf ?? null)],
    [l10n.t('Underruns'), last ? formatCount(last.underruns) : '–'],
    [l10n.t('Sound'), last ? formatSeconds(last.audioMs) : '–'],
    [l10n.t('Computed in'), last ? formatMs(last.computeMs) : '–'],
  ];
}

function sentenceNumber({ number, of }: NonNullable<LiveReading['sentence']>): string {
  return of === null ? formatCount(number) : l10n.t('{0} of {1}', formatCount(number), formatCount(of));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
