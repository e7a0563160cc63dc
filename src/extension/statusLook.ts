import { l10n } from 'vscode';
import type { Reading } from '../client/reading.js';
import type { Reader } from './reader.js';
import { skippedText } from './skippedText.js';
import { statusMenuCommand } from './statusMenu.js';

/** What the status bar item shows. */
export interface StatusLook {
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly isError?: boolean;
  /** What a click does. */
  readonly command: string;
}

export function statusLook({ reading, problem, lastReport }: Reader): StatusLook {
  if (reading) return { ...readingLook(reading), command: statusMenuCommand };
  if (problem?.code === 'model-missing') {
    return { text: '$(cloud-download) Aloud', label: l10n.t('needs its voice model'), command: 'aloud.installModel' };
  }
  if (problem) {
    const label = l10n.t('error: {0}', problem.message);
    return { text: '$(error) Aloud', label, isError: true, command: 'aloud.showLog' };
  }
  const { text, label } = firstSound(lastReport?.ttfaMs ?? undefined);
  const remarks = lastReport
    ? [skippedText(lastReport.skipped), ...lastReport.notes].filter((each) => each !== '')
    : [];
  return {
    text: `$(megaphone) ${text}`,
    label: joined(l10n.t('ready'), label, ...remarks),
    command: 'aloud.showPerformance',
  };
}

function readingLook(reading: Reading): Pick<StatusLook, 'text' | 'label'> {
  if (reading.request.source === 'benchmark') {
    return { text: `$(pulse) ${l10n.t('Measuring')}`, label: l10n.t('running its benchmark') };
  }
  if (reading.request.output === 'none') return { text: '$(save) Aloud', label: l10n.t('saving sound to a file') };
  if (reading.state === 'starting' && reading.ttfaMs === undefined) {
    return { text: `$(loading~spin) ${l10n.t('Starting')}`, label: l10n.t('starting') };
  }
  const where = sentence(reading.spoken?.sentence.index, reading.sentenceCount);
  if (reading.state === 'paused') {
    const paused = { text: l10n.t('Paused'), label: l10n.t('paused') };
    return { text: `$(debug-pause) ${dotted(paused.text, where?.text)}`, label: joined(paused.label, where?.label) };
  }
  const { text, label } = firstSound(reading.ttfaMs);
  return { text: `$(unmute) ${dotted(where?.text, text)}`, label: joined(l10n.t('reading'), where?.label, label) };
}

/** Which sentence it is; of a single one nobody needs to know. */
function sentence(index: number | undefined, count: number | undefined): { text: string; label: string } | undefined {
  if (index === undefined || count === 1) return undefined;
  if (count === undefined) {
    return { text: l10n.t('Sentence {0}', index + 1), label: l10n.t('sentence {0}', index + 1) };
  }
  return {
    text: l10n.t('Sentence {0} of {1}', index + 1, count),
    label: l10n.t('sentence {0} of {1}', index + 1, count),
  };
}

function firstSound(ttfaMs: number | undefined): { text: string; label: string | undefined } {
  if (ttfaMs === undefined) return { text: 'Aloud', label: undefined };
  const rounded = Math.round(ttfaMs);
  return { text: `${rounded} ms`, label: l10n.t('first sound after {0} milliseconds', rounded) };
}

function dotted(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}
