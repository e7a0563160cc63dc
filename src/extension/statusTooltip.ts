import { l10n, MarkdownString } from 'vscode';
import type { StagesMs } from '../protocol/reading.js';
import type { Reader } from './reader.js';
import type { SteeringAction } from './steering.js';

/** What is known of the reading under way, or else of the last one: how long each stage took until the first sound. */
export function tooltip(
  { reading, problem, lastReport }: Reader,
  title: string,
  actions: readonly SteeringAction[],
): MarkdownString {
  const markdown = new MarkdownString(`**Aloud** `);
  markdown.appendText(problem?.message ?? title).appendMarkdown('\n\n');

  const measured = reading ?? lastReport;
  if (measured?.stagesMs && !problem)
    markdown.appendMarkdown(stagesTable({ start: measured.startMs, ...measured.stagesMs }));

  markdown.appendMarkdown(actionsTable(actions));
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  return markdown;
}

type Stages = StagesMs & { readonly start: number | null };

function stagesTable(stagesMs: Stages): string {
  const names: Record<keyof Stages, string> = {
    start: l10n.t('Starting the engine'),
    text: l10n.t('Text'),
    phonemize: l10n.t('Phonemes'),
    queue: l10n.t('Waiting'),
    acoustic: l10n.t('Acoustic model'),
    vocoder: l10n.t('Vocoder'),
    infer: l10n.t('Model'),
    output: l10n.t('Sound device'),
  };
  const rows = Object.entries(names).flatMap(([stage, name]) => {
    const ms = stagesMs[stage as keyof Stages];
    return ms === null ? [] : [`| ${name} | ${Math.round(ms)} ms |\n`];
  });
  if (rows.length === 0) return '';
  return `| ${l10n.t('Until the first sound')} | |\n|:--|--:|\n${rows.join('')}\n`;
}

function actionsTable(actions: readonly SteeringAction[]): string {
  const rows = actions.map(({ command, title, keys }) => `| [${title}](command:${command}) | ${keys ?? ''} |\n`);
  return `| ${l10n.t('What you can do')} | |\n|:--|--:|\n${rows.join('')}`;
}
