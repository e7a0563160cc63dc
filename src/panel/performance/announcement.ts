import * as l10n from '@vscode/l10n';
import { formatMs, formatSpeed } from './format.js';
import type { Page } from './page.js';

/** What a screen reader says when the page changed from one to the other; undefined where that is nothing. */
export function announcement(before: Page, after: Page): string | undefined {
  const [was, is] = [before.live, after.live];
  if (was && !is) return l10n.t('Reading ended.');
  if (!is) return undefined;
  if (is.underruns > (was?.underruns ?? 0)) return l10n.t('Underrun: the sound came too late.');
  if (is.ttfaMs !== null && was?.ttfaMs == null) return l10n.t('First sound after {0}.', formatMs(is.ttfaMs));
  if (was && is.speed !== was.speed) return l10n.t('Speed {0}.', formatSpeed(is.speed));
  if (is.state === was?.state) return undefined;
  return { starting: l10n.t('Starting.'), reading: l10n.t('Reading.'), paused: l10n.t('Paused.'), ended: undefined }[
    is.state
  ];
}
