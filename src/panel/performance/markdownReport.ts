import * as l10n from '@vscode/l10n';
import { stageAdvice } from '../../metrics/bottleneck.js';
import { bufferOf } from './buffer.js';
import { engineFacts } from './engineFacts.js';
import { formatCount, formatMs, formatRatio, formatSeconds, formatShare, formatSpeed } from './format.js';
import { cacheNames, historyRows } from './history.js';
import type { Overview } from './messages.js';
import { waterfall } from './waterfall.js';

/** Where a report comes from. */
export interface Origin {
  readonly version: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
}

/** Everything that the panel shows, as Markdown. It holds nothing of what was read. */
export function markdownReport({ last, history, benchmark, engine }: Overview, { version, platform }: Origin): string {
  return [
    `# ${l10n.t('Performance of Aloud {0} on {1}', version, platform)}`,
    ...(last ? lastReading(last) : []),
    ...(history.performance ? readings(history.performance) : []),
    ...(benchmark.length > 0 ? benchmarkRows(benchmark) : []),
    `## ${l10n.t('Engine')}`,
    table(
      [l10n.t('What'), ''],
      engineFacts(engine).map(({ name, value, detail }) => [
        name,
        detail === undefined ? value : `${value} (${detail})`,
      ]),
    ),
  ].join('\n\n');
}

function lastReading({ summary, chunks }: NonNullable<Overview['last']>): string[] {
  const { characters, voice, speed, output, cache, cold, ttfaMs, rtf, underruns, audioMs, bottleneck } = summary;
  const { gapsAtMs, points } = bufferOf(chunks);
  const rows = waterfall(summary).map(({ name, ms, share }) => [name, formatMs(ms), formatShare(share)]);
  return [
    `## ${l10n.t('Last reading')}`,
    table(
      [l10n.t('What'), ''],
      [
        [l10n.t('Time to first sound'), cold ? l10n.t('{0}, engine started', formatMs(ttfaMs)) : formatMs(ttfaMs)],
        [l10n.t('Characters'), formatCount(characters)],
        [
          l10n.t('Sound'),
          `${formatSeconds(audioMs)}, ${voice}, ${formatSpeed(speed)}, ${output}, ${cacheNames()[cache]}`,
        ],
        [l10n.t('Real-time factor'), formatRatio(rtf)],
        [l10n.t('Underruns'), formatCount(underruns)],
        [l10n.t('Chunks'), l10n.t('{0}, {1} of them late', formatCount(chunks.length), formatCount(gapsAtMs.length))],
        [l10n.t('Most sound ahead'), formatSeconds(Math.max(...points.map(({ aheadMs }) => aheadMs)))],
      ],
    ),
    table([l10n.t('Until the first sound'), l10n.t('Time'), l10n.t('Share')], rows),
    ...(bottleneck === 'none' ? [] : [l10n.t(stageAdvice[bottleneck])]),
  ];
}

function readings(performance: NonNullable<Overview['history']['performance']>): string[] {
  const rows = historyRows(performance).map(({ name, isBand, count, ttfaMs, targets }) => [
    isBand ? name : `– ${name}`,
    formatCount(count),
    ...[ttfaMs.p50, ttfaMs.p75, ttfaMs.p95, ttfaMs.p99].map(formatMs),
    targets ? formatMs(targets.aloudMs) : '',
    targets?.originMs.map(formatMs).join(' → ') ?? '',
  ]);
  const heads = [
    l10n.t('Text'),
    l10n.t('Readings'),
    'p50',
    'p75',
    'p95',
    'p99',
    l10n.t('Target'),
    l10n.t('Earlier targets'),
  ];
  return [`## ${l10n.t('Time to first sound')}`, table(heads, rows)];
}

function benchmarkRows(benchmark: Overview['benchmark']): string[] {
  const rows = benchmark.map(({ characters, ttfaMs, rtf, underruns }) => [
    l10n.t('{0} characters', formatCount(characters)),
    ...[formatMs(ttfaMs), formatRatio(rtf), formatCount(underruns)],
  ]);
  const heads = [l10n.t('Passage'), l10n.t('First sound'), l10n.t('RTF'), l10n.t('Underruns')];
  return [`## ${l10n.t('Benchmark')}`, table(heads, rows)];
}

/** The first column reads from the left, figures from the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    line(heads),
    `|${heads.map((_, index) => (index === 0 ? ' --- |' : ' ---: |')).join('')}`,
    ...rows.map(line),
  ].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');
}
