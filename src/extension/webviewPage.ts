import { randomBytes } from 'node:crypto';
import type { Webview } from 'vscode';
import { env, Uri } from 'vscode';

/** A page of ours, from the folder of the pages. */
export interface WebviewPage {
  /** Its script and its style are called so. */
  readonly name: string;
  readonly title: string;
  /** What stands in it before its script runs. */
  readonly body: string;
  /** A script for a thread of its own; the page finds its address in `document.body.dataset.worker`. */
  readonly worker?: string;
}

/** Puts a page into a webview. Nothing runs in it but its own scripts, and nothing is fetched but its style. */
export function showPage(webview: Webview, extensionUri: Uri, { name, title, body, worker }: WebviewPage): void {
  const folder = Uri.joinPath(extensionUri, 'dist', 'panel');
  const address = (file: string) => webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
  const nonce = randomBytes(16).toString('base64');
  // The script of a thread has no place for a nonce: it comes from the folder of the pages, as nothing else can.
  const scripts = worker === undefined ? `'nonce-${nonce}'` : `'nonce-${nonce}' ${webview.cspSource}`;
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src ${scripts}`;
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = `<!DOCTYPE html>
<html lang="${env.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>${title}</title>
  <link rel="stylesheet" href="${address(`${name}.css`)}">
</head>
<body${worker === undefined ? '' : ` data-worker="${address(worker)}"`}>
${body}
  <script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
</body>
</html>`;
}
