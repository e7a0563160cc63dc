import * as l10n from '@vscode/l10n';
import { stageAdvice } from '../../metrics/bottleneck.js';
import { formatMs, formatShare } from './format.js';
import type { FirstSound, WaterfallRow } from './waterfall.js';
import { waterfall } from './waterfall.js';

/** Where the time until the first sound went. */
export function WaterfallSection({ reading }: { readonly reading: FirstSound | undefined }) {
  const rows = reading ? waterfall(reading) : [];
  return (
    <section aria-labelledby="waterfall">
      <h2 id="waterfall">{l10n.t('Until the first sound')}</h2>
      <p class="lead">{adviceFor(rows) ?? l10n.t('Read something aloud to see where the time goes.')}</p>
      {rows.length > 0 && <WaterfallTable rows={rows} />}
    </section>
  );
}

function WaterfallTable({ rows }: { readonly rows: readonly WaterfallRow[] }) {
  const whole = rows.reduce((total, { ms }) => total + ms, 0);
  return (
    <table class="waterfall">
      <thead>
        <tr>
          <th scope="col">{l10n.t('Stage')}</th>
          <td aria-hidden="true" />
          <th scope="col">{l10n.t('Time')}</th>
          <th scope="col">{l10n.t('Share')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.stage} class={row.isBottleneck ? 'bottleneck' : ''}>
            <th scope="row">
              {row.name}
              {row.isBottleneck && <span class="mark">{l10n.t('slowest')}</span>}
            </th>
            <td class="bar" aria-hidden="true">
              <span style={{ marginLeft: percent(row.startMs / whole), width: percent(row.share) }} />
            </td>
            <td>{formatMs(row.ms)}</td>
            <td>{formatShare(row.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The bottleneck by name, and what would help. */
function adviceFor(rows: readonly WaterfallRow[]): string | undefined {
  const row = rows.find(({ isBottleneck }) => isBottleneck);
  if (!row || row.stage === 'between') return undefined;
  return l10n.t(stageAdvice[row.stage]);
}

const percent = (share: number) => `${share * 100}%`;
