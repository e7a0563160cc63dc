import { l10n, MarkdownString } from 'vscode';
import { formatMs } from '../panel/performance/format.js';
import type { FirstSound } from '../panel/performance/waterfall.js';
import { waterfall } from '../panel/performance/waterfall.js';
import type { Reader } from './reader.js';
import type { SteeringAction } from './steering.js';

/** What is known of the reading under way, or else of the last one: how long each stage took until the first sound. */
export function tooltip(
  { reading, problem, lastReport }: Reader,
  title: string,
  actions: readonly SteeringAction[],
): MarkdownString {
  const markdown = new MarkdownString().appendText(problem?.message ?? title);
  markdown.value = `**Aloud** ${markdown.value.replaceAll('&nbsp;', ' ')}\n\n`; // lines break at spaces only

  const measured = reading ?? lastReport;
  if (measured?.stagesMs && !problem) {
    const { startMs, ttfaMs = null, stagesMs } = measured;
    markdown.appendMarkdown(stagesTable({ startMs, ttfaMs, stagesMs }));
  }

  markdown.appendMarkdown(actionsTable(actions));
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  return markdown;
}

function stagesTable(firstSound: FirstSound): string {
  const rows = waterfall(firstSound).map(({ name, ms }) => `| ${name} | ${formatMs(ms)} |\n`);
  return rows.length === 0 ? '' : `| ${l10n.t('Until the first sound')} | |\n|:--|--:|\n${rows.join('')}\n`;
}

function actionsTable(actions: readonly SteeringAction[]): string {
  const rows = actions.map(({ command, title, keys }) => `| [${title}](command:${command}) | ${keys ?? ''} |\n`);
  return `| ${l10n.t('What you can do')} | |\n|:--|--:|\n${rows.join('')}`;
}
