import { randomBytes } from 'node:crypto';
import type { Webview } from 'vscode';
import { env, l10n, Uri } from 'vscode';

/** The page that plays. Nothing runs in it but its script and the one that this loads into the audio thread. */
export function soundHtml(webview: Webview, pageFolder: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(pageFolder, name)).toString();
  // The audio thread's script has no place for a nonce: it comes from the folder of the page, as nothing else can.
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}' ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>${l10n.t('Sound')}</title>
  <link rel="stylesheet" href="${address('sound.css')}">
</head>
<body data-worklet="${address('soundWorklet.js')}">
  <div id="blocked" role="alert" hidden>
    <p>${l10n.t('Your browser wants a click before it plays a sound.')}</p>
    <p><button id="unlock" type="button">${l10n.t('Turn On Sound')}</button></p>
  </div>
  <p class="note">${l10n.t('What Aloud reads is heard through this view. You may hide it: the reading goes on.')}</p>
  <script nonce="${nonce}" src="${address('sound.js')}"></script>
</body>
</html>`;
}
