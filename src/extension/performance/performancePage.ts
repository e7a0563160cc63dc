import { l10n } from 'vscode';
import type { WebviewPage } from '../webviewPage.js';

/** The page of the panel: its script fills it. */
export function performancePage(): WebviewPage {
  return {
    name: 'performance',
    title: l10n.t('Performance'),
    body: `
  <div id="root"></div>
  <div id="announcements" class="visually-hidden" role="status" aria-live="polite"></div>`,
  };
}
