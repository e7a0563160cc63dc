import * as l10n from '@vscode/l10n';
import type { Bottleneck, StagesMs } from '../../protocol/reading.js';

/** A stage of the way to the first sound, or what lies between stages. */
export type WaterfallStage = Exclude<Bottleneck, 'none'> | 'between';

export interface WaterfallRow {
  readonly stage: WaterfallStage;
  readonly name: string;
  /** Since the command. */
  readonly startMs: number;
  readonly ms: number;
  /** Of the whole, from 0 to 1. */
  readonly share: number;
  readonly isBottleneck: boolean;
}

export interface FirstSound {
  /** Time to a warm engine; null where it was warm. */
  readonly startMs: number | null;
  readonly ttfaMs: number | null;
  readonly stagesMs: StagesMs;
}

/** Less than this is noise between clocks of several processes. */
const SHORTEST_MS = 0.5;

/** The stages until the first sound, one after the other, those left out that there were none of. */
export function waterfall({ startMs, ttfaMs, stagesMs }: FirstSound): WaterfallRow[] {
  const measured = Object.entries({ start: startMs, ...stagesMs }).flatMap(([stage, ms]) =>
    ms === null ? [] : [{ stage: stage as WaterfallStage, ms }],
  );
  const sum = measured.reduce((total, { ms }) => total + ms, 0);
  const between = (ttfaMs ?? 0) - sum;
  const stages = between >= SHORTEST_MS ? [...measured, { stage: 'between' as const, ms: between }] : measured;
  const whole = Math.max(sum, ttfaMs ?? 0);
  const longest = Math.max(...measured.map(({ ms }) => ms));
  const names = stageNames();
  let startsAtMs = 0;
  return stages.map(({ stage, ms }) => {
    const row = {
      stage,
      name: names[stage],
      startMs: startsAtMs,
      ms,
      share: whole > 0 ? ms / whole : 0,
      isBottleneck: stage !== 'between' && ms > 0 && ms === longest,
    };
    startsAtMs += ms;
    return row;
  });
}

/** As people would call them. */
export function stageNames(): Readonly<Record<WaterfallStage, string>> {
  return {
    start: l10n.t('Starting the engine'),
    text: l10n.t('Text'),
    phonemize: l10n.t('Phonemes'),
    queue: l10n.t('Waiting'),
    acoustic: l10n.t('Acoustic model'),
    vocoder: l10n.t('Vocoder'),
    infer: l10n.t('Model'),
    server: l10n.t('Speech server'),
    hold: l10n.t('Gathering a reserve'),
    output: l10n.t('Sound device'),
    between: l10n.t('Between processes'),
  };
}
