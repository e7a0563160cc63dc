import { l10n } from 'vscode';
import type { WebviewPage } from '../webviewPage.js';

/** The page that plays. */
export function soundPage(): WebviewPage {
  return {
    name: 'sound',
    title: l10n.t('Sound'),
    worker: 'soundWorklet.js',
    body: `
  <div id="blocked" role="alert" hidden>
    <p>${l10n.t('Your browser wants a click before it plays a sound.')}</p>
    <p><button id="unlock" type="button">${l10n.t('Turn On Sound')}</button></p>
  </div>
  <p class="note">${l10n.t('What Aloud reads is heard through this view. You may hide it: the reading goes on.')}</p>`,
  };
}
