import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { bufferOf } from './buffer.js';
import { axis, Chart } from './chart.js';
import { FoldedTable } from './foldedTable.js';
import { formatCount, formatMs, formatSeconds } from './format.js';
import type { ChunkRow } from '../../protocol/reading.js';
import type { Theme } from './theme.js';

interface BufferProps {
  readonly chunks: readonly ChunkRow[];
  /** Of a reading under way. */
  readonly playheadMs: number | undefined;
}

/** How much sound was ready beyond the playhead, chunk by chunk. */
export function BufferSection({ chunks, playheadMs }: BufferProps) {
  const buffer = useMemo(() => bufferOf(chunks, playheadMs), [chunks, playheadMs]);
  const data = useMemo(() => chartData(buffer), [buffer]);
  const most = Math.max(...buffer.points.map(({ aheadMs }) => aheadMs));
  return (
    <section aria-labelledby="buffer">
      <h2 id="buffer">{l10n.t('Sound ahead of the playhead')}</h2>
      <p class="lead">{summaryOf(chunks, buffer.gapsAtMs.length)}</p>
      <Chart
        label={l10n.t('Sound ahead of the playhead while reading: at most {0}.', formatSeconds(most))}
        height={168}
        data={data}
        options={bufferOptions}
      />
      <FoldedTable summary={l10n.t('Chunks as a table')}>{() => <ChunkTable chunks={chunks} />}</FoldedTable>
    </section>
  );
}

function ChunkTable({ chunks }: { readonly chunks: readonly ChunkRow[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{l10n.t('Chunk')}</th>
          <th scope="col">{l10n.t('Segment')}</th>
          <th scope="col">{l10n.t('Sound')}</th>
          <th scope="col">{l10n.t('Computed in')}</th>
          <th scope="col">{l10n.t('Left when it came')}</th>
        </tr>
      </thead>
      <tbody>
        {chunks.map((chunk, index) => (
          <tr key={index}>
            <th scope="row">{formatCount(index + 1)}</th>
            <td>{formatCount(chunk.segment + 1)}</td>
            <td>{formatMs(chunk.audioMs)}</td>
            <td>{formatMs(chunk.computeMs)}</td>
            <td>
              {index > 0 && chunk.slackMs < 0 ? l10n.t('{0} late', formatMs(-chunk.slackMs)) : formatMs(chunk.slackMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function summaryOf(chunks: readonly ChunkRow[], gaps: number): string {
  if (chunks.length === 0) return l10n.t('Nothing has been read in this window yet.');
  const least = Math.min(...chunks.slice(1).map(({ slackMs }) => slackMs));
  if (gaps > 0) return l10n.t('{0} of {1} chunks came too late.', formatCount(gaps), formatCount(chunks.length));
  if (chunks.length === 1) return l10n.t('One chunk was enough.');
  return l10n.t(
    '{0} chunks, none too late: at least {1} was left when one came.',
    formatCount(chunks.length),
    formatMs(least),
  );
}

/** x: seconds of the reading; y: seconds of sound ahead; then the same at the gaps only. */
function chartData({ points, gapsAtMs }: ReturnType<typeof bufferOf>): uPlot.AlignedData {
  const gaps = new Set(gapsAtMs);
  return [
    points.map(({ atMs }) => atMs / 1000),
    points.map(({ aheadMs }) => aheadMs / 1000),
    points.map(({ atMs, aheadMs }) => (aheadMs === 0 && gaps.has(atMs) ? 0 : null)),
  ];
}

function bufferOptions(theme: Theme): Omit<uPlot.Options, 'width' | 'height'> {
  const seconds = (_: uPlot, splits: number[]) => splits.map((value) => `${value} s`);
  return {
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, __, max) => [0, Math.max(max, 1)] },
      y: { range: (_, __, max) => [0, Math.max(max * 1.1, 1)] },
    },
    axes: [
      axis(theme, { values: seconds, grid: { show: false }, space: 60, size: 28 }),
      axis(theme, { values: seconds, size: 44, space: 36 }),
    ],
    series: [
      {},
      { stroke: theme.accent, width: 1.5, fill: theme.accentSoft, points: { show: false } },
      { stroke: theme.warning, paths: () => null, points: { show: true, size: 9, width: 2, fill: 'transparent' } },
    ],
  };
}
