import { l10n } from 'vscode';
import type { SkippedPassage } from '../protocol/reading.js';

/** What was left out of a reading, for people: "2 passages in Japanese skipped; licence header skipped". */
export function skippedText(skipped: readonly SkippedPassage[]): string {
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, count]) => phrase(why, count)).join('; ');
}

function phrase(why: string, count: number): string {
  const kind = kinds()[why];
  if (kind !== undefined)
    return count === 1 ? l10n.t('{0} skipped', kind) : l10n.t('{0} skipped {1} times', kind, count);
  // All other reasons are names of languages and scripts.
  return count === 1 ? l10n.t('1 passage in {0} skipped', why) : l10n.t('{0} passages in {1} skipped', count, why);
}

const kinds = (): Readonly<Record<string, string>> => ({
  'licence header': l10n.t('licence header'),
  'generated file notice': l10n.t('notice of a generated file'),
  directive: l10n.t('directive'),
  'commented-out code': l10n.t('commented-out code'),
  'code example': l10n.t('code example'),
  'front matter': l10n.t('front matter'),
  'link target': l10n.t('link target'),
  'HTML tags': l10n.t('HTML'),
  'too long for a word': l10n.t('a run of letters too long for a word'),
  'not in the alphabet': l10n.t('unknown letters'),
});
