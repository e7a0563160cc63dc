import { randomBytes } from 'node:crypto';
import type { Webview } from 'vscode';
import { env, l10n, Uri } from 'vscode';

/** The page around the panel's script: nothing runs in it but that script, and nothing is fetched but its style. */
export function panelHtml(webview: Webview, pageFolder: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(pageFolder, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>${l10n.t('Performance')}</title>
  <link rel="stylesheet" href="${address('performance.css')}">
</head>
<body>
  <div id="root"></div>
  <div id="announcements" class="visually-hidden" role="status" aria-live="polite"></div>
  <script nonce="${nonce}" src="${address('performance.js')}"></script>
</body>
</html>`;
}
