import type { Disposable, WebviewPanel } from 'vscode';
import { commands, l10n, Uri, ViewColumn, window } from 'vscode';
import { fromPageSchema } from '../../panel/performance/messageSchemas.js';
import { showPage } from '../webviewPage.js';
import type { FeedSource } from './feed.js';
import { PerformanceFeed } from './feed.js';
import { performancePage } from './performancePage.js';

export const performanceViewType = 'aloud.performance';

/** The performance panel of this window, as long as its tab is open. Its page is there only while somebody can see it. */
export class PerformancePanel implements Disposable {
  private readonly feed: PerformanceFeed;
  private readonly subscriptions: Disposable[];

  static create(extensionUri: Uri, source: FeedSource, strings: Readonly<Record<string, string>>): PerformancePanel {
    const panel = window.createWebviewPanel(performanceViewType, l10n.t('Aloud Performance'), ViewColumn.Active);
    return new PerformancePanel(panel, extensionUri, source, strings);
  }

  /** @param panel A new one, or one that the editor restored. */
  constructor(
    private readonly panel: WebviewPanel,
    extensionUri: Uri,
    source: FeedSource,
    strings: Readonly<Record<string, string>>,
  ) {
    const { webview } = panel;
    this.feed = new PerformanceFeed(source, (message) => void webview.postMessage(message));
    this.subscriptions = [
      webview.onDidReceiveMessage((data: unknown) => {
        this.receive(data, strings);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.feed.stop(); // when it is seen again, a new page says that it is ready
      }),
      panel.onDidDispose(() => {
        this.dispose();
      }),
    ];
    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.svg');
    showPage(webview, extensionUri, performancePage());
  }

  get onDidClose() {
    return this.panel.onDidDispose;
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.feed.stop();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel.dispose();
  }

  private receive(data: unknown, strings: Readonly<Record<string, string>>): void {
    const { success, data: message } = fromPageSchema.safeParse(data);
    if (!success) return;
    switch (message.kind) {
      case 'ready':
        this.feed.start(strings);
        return;
      case 'command':
        void commands.executeCommand(`aloud.${message.command}`);
    }
  }
}
