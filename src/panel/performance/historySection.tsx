import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import uPlot from 'uplot';
import type { BandTargets, Percentiles } from '../../protocol/performance.js';
import { axis, Chart } from './chart.js';
import { formatCount, formatMoment, formatMs, formatRatio, formatTick } from './format.js';
import { FoldedTable } from './foldedTable.js';
import type { HistoryFilter, HistoryPoint, HistoryRow } from './history.js';
import { bandNames, cacheNames, filteredPercentiles, historyPoints, historyRows, targetsOf } from './history.js';
import type { Overview } from './messages.js';
import type { Theme } from './theme.js';

/** uPlot's enum for this is there for the compiler only. */
const logarithmic: object = { distr: 3 };
/** Room for the name of a line beside the chart, in CSS pixels. */
const RULE_NAME_WIDTH = 110;
/** In charts that are narrower there is none: the names stand above their lines. */
const LEAST_WIDTH = 480;

interface HistoryProps {
  readonly history: Overview['history'];
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
}

/** Times to first sound of the readings of late, beside what they should be. */
export function HistorySection({ history, filter, onFilter }: HistoryProps) {
  const { performance, measurements } = history;
  const points = useMemo(() => historyPoints(measurements, filter), [measurements, filter]);
  const targets = performance && targetsOf(performance, filter.band);
  const percentiles = performance ? filteredPercentiles(performance, filter) : undefined;
  return (
    <section aria-labelledby="history">
      <div class="heading">
        <h2 id="history">{l10n.t('Time to first sound, reading by reading')}</h2>
        <div class="filters">
          <Choice
            label={l10n.t('Length')}
            names={bandNames()}
            value={filter.band}
            onChange={(band) => {
              onFilter({ ...filter, band });
            }}
          />
          <Choice
            label={l10n.t('Sound')}
            names={cacheNames()}
            value={filter.cache}
            onChange={(cache) => {
              onFilter({ ...filter, cache });
            }}
          />
        </div>
      </div>
      {points.length === 0 ? (
        <p class="lead">{l10n.t('No such reading is remembered.')}</p>
      ) : (
        <HistoryChart points={points} targets={targets} percentiles={percentiles} />
      )}
      {performance && <PercentileTable rows={historyRows(performance)} />}
      {points.length > 0 && (
        <FoldedTable summary={l10n.t('Readings as a table')}>{() => <ReadingTable points={points} />}</FoldedTable>
      )}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly names: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, names, value, onChange }: ChoiceProps<Value>) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value as Value);
        }}
      >
        {(Object.entries(names) as [Value, string][]).map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface HistoryChartProps {
  readonly points: readonly HistoryPoint[];
  readonly targets: Pick<BandTargets, 'aloudMs' | 'originMs'> | null | undefined;
  readonly percentiles: Percentiles | undefined;
}

function HistoryChart({ points, targets, percentiles }: HistoryChartProps) {
  const data = useMemo(() => chartData(points), [points]);
  const rules = [
    ...(percentiles?.p50 ? [{ ms: percentiles.p50, name: 'p50', dashed: false }] : []),
    ...(percentiles?.p95 && percentiles.p95 !== percentiles.p50
      ? [{ ms: percentiles.p95, name: 'p95', dashed: false }]
      : []),
    ...(targets ? [{ ms: targets.aloudMs, name: l10n.t('target'), dashed: true }] : []),
    ...(targets?.originMs.slice(0, 1).map((ms) => ({ ms, name: l10n.t('earlier target'), dashed: true })) ?? []),
  ];
  return (
    <>
      <Chart
        label={l10n.t('Times to first sound of {0} readings; median {1}.', points.length, formatMs(percentiles?.p50))}
        height={220}
        data={data}
        variant={JSON.stringify(rules)}
        options={(theme) => historyOptions(theme, rules)}
      />
      <p class="legend" aria-hidden="true">
        <span class="computed">{l10n.t('computed')}</span>
        <span class="cached">{l10n.t('from a cache or made ahead')}</span>
        <span class="cold">{l10n.t('with the start of the engine')}</span>
      </p>
    </>
  );
}

function PercentileTable({ rows }: { readonly rows: readonly HistoryRow[] }) {
  return (
    <div class="scroller" tabIndex={0} role="region" aria-label={l10n.t('Percentiles')}>
      <table class="percentiles">
        <thead>
          <tr>
            <th scope="col">{l10n.t('Text')}</th>
            <th scope="col">{l10n.t('Readings')}</th>
            <th scope="col">p50</th>
            <th scope="col">p75</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            <th scope="col">{l10n.t('Target')}</th>
            <th scope="col">{l10n.t('Earlier targets')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} class={row.isBand ? 'band' : 'part'}>
              <th scope="row">{row.name}</th>
              <td>{formatCount(row.count)}</td>
              {(['p50', 'p75', 'p95', 'p99'] as const).map((name) => (
                <td key={name}>{formatMs(row.ttfaMs[name])}</td>
              ))}
              <td>{row.targets ? <Target ms={row.targets.aloudMs} p50={row.ttfaMs.p50} /> : ''}</td>
              <td>{row.targets?.originMs.map(formatMs).join(' → ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A target, and whether half of the readings reach it. */
function Target({ ms, p50 }: { readonly ms: number; readonly p50: number | null }) {
  if (p50 === null) return <>{formatMs(ms)}</>;
  return (
    <>
      {formatMs(ms)} <span class="verdict">{p50 <= ms ? l10n.t('met') : l10n.t('missed')}</span>
    </>
  );
}

function ReadingTable({ points }: { readonly points: readonly HistoryPoint[] }) {
  const caches = cacheNames();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{l10n.t('Finished')}</th>
          <th scope="col">{l10n.t('First sound')}</th>
          <th scope="col">{l10n.t('Characters')}</th>
          <th scope="col">{l10n.t('Sound')}</th>
          <th scope="col">{l10n.t('RTF')}</th>
          <th scope="col">{l10n.t('Underruns')}</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.finishedAt}>
            <th scope="row">{formatMoment(point.finishedAt)}</th>
            <td>{formatMs(point.ttfaMs)}</td>
            <td>{formatCount(point.characters)}</td>
            <td>{point.cold ? l10n.t('{0}, engine started', caches[point.cache]) : caches[point.cache]}</td>
            <td>{formatRatio(point.rtf)}</td>
            <td>{formatCount(point.underruns)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** x: number of the reading; y: milliseconds, in one series for each kind of mark. */
function chartData(points: readonly HistoryPoint[]): uPlot.AlignedData {
  const only = (wanted: (point: HistoryPoint) => boolean) =>
    points.map((point) => (wanted(point) ? Math.max(point.ttfaMs, 1) : null));
  return [
    points.map((_, index) => index + 1),
    only(({ cold, cache }) => !cold && cache === 'none'),
    only(({ cold, cache }) => !cold && cache !== 'none'),
    only(({ cold }) => cold),
  ];
}

interface Rule {
  readonly ms: number;
  readonly name: string;
  readonly dashed: boolean;
}

function historyOptions(theme: Theme, rules: readonly Rule[]): Omit<uPlot.Options, 'width' | 'height'> {
  const marks = { paths: () => null, stroke: theme.accent };
  return {
    cursor: { show: false },
    padding: [8, (chart) => (isNarrow(chart) ? 8 : RULE_NAME_WIDTH), 0, 0],
    scales: {
      x: { time: false, range: (_, min, max) => [Math.min(min, 1) - 0.5, Math.max(max, 10) + 0.5] },
      y: { ...logarithmic, range: (_, min, max) => powersOfTen(min, Math.max(max, ...rules.map(({ ms }) => ms))) },
    },
    axes: [
      axis(theme, { grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100], space: 60, size: 28 }),
      axis(theme, {
        filter: onlyPowersOfTen,
        grid: { stroke: theme.line, width: 1, filter: onlyPowersOfTen },
        values: (_, splits) => (splits as (number | null)[]).map((ms) => ms && formatTick(ms)),
        size: 56,
      }),
    ],
    series: [
      {},
      { ...marks, points: { show: true, size: 6, fill: theme.accent } },
      { ...marks, points: { show: true, size: 7, width: 1.5, fill: 'transparent' } },
      { ...marks, stroke: theme.soft, points: { show: true, size: 6, fill: theme.soft } },
    ],
    hooks: {
      drawAxes: [
        (chart) => {
          drawRules(chart, theme, rules);
        },
      ],
    },
  };
}

/** Horizontal lines with their names to the right of the chart, or above them; names never lie over each other. */
function drawRules(chart: uPlot, theme: Theme, rules: readonly Rule[]): void {
  const { ctx, bbox } = chart;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = theme.soft;
  ctx.fillStyle = theme.soft;
  ctx.lineWidth = ratio;
  ctx.font = theme.font.replace('11px', `${11 * ratio}px`);
  const narrow = isNarrow(chart);
  const right = bbox.left + bbox.width;
  const [nameX, above] = narrow ? [right, 2 * ratio] : [right + 6 * ratio, 0];
  ctx.textAlign = narrow ? 'right' : 'left';
  ctx.textBaseline = narrow ? 'bottom' : 'middle';
  let free = -Infinity;
  for (const { ms, name, dashed } of rules.toSorted((a, b) => b.ms - a.ms)) {
    const y = Math.round(chart.valToPos(ms, 'y', true)) + 0.5;
    ctx.setLineDash(dashed ? [4 * ratio, 4 * ratio] : []);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    const nameY = Math.max(y - above, free);
    ctx.fillText(`${name} ${formatMs(ms)}`, nameX, nameY);
    free = nameY + 13 * ratio;
  }
  ctx.restore();
}

function isNarrow({ width }: uPlot): boolean {
  return width < LEAST_WIDTH;
}

function powersOfTen(min: number, max: number): uPlot.Range.MinMax {
  return [10 ** Math.floor(Math.log10(min * 0.9)), 10 ** Math.ceil(Math.log10(max * 1.1))];
}

function onlyPowersOfTen(_: uPlot, splits: number[]): (number | null)[] {
  return splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null));
}
