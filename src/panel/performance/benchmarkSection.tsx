import * as l10n from '@vscode/l10n';
import { formatCount, formatMs, formatRatio } from './format.js';
import type { Overview } from './messages.js';

/** What the benchmark found that was run last. */
export function BenchmarkSection({ rows }: { readonly rows: Overview['benchmark'] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="benchmark">
      <h2 id="benchmark">{l10n.t('Benchmark')}</h2>
      <p class="lead">{l10n.t('Fixed passages, computed anew and played to nobody.')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{l10n.t('Passage')}</th>
            <th scope="col">{l10n.t('First sound')}</th>
            <th scope="col">{l10n.t('RTF')}</th>
            <th scope="col">{l10n.t('Underruns')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, characters, ttfaMs, rtf, underruns }) => (
            <tr key={id}>
              <th scope="row">{l10n.t('{0} characters', formatCount(characters))}</th>
              <td>{formatMs(ttfaMs)}</td>
              <td>{formatRatio(rtf)}</td>
              <td>{formatCount(underruns)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
