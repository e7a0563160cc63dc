import type { Disposable, ExtensionContext, WebviewPanel } from 'vscode';
import { env, EventEmitter, l10n, window } from 'vscode';
import { markdownReport } from '../../panel/performance/markdownReport.js';
import { AloudError } from '../../protocol/errors.js';
import type { ReadingSummary } from '../../protocol/reading.js';
import type { Reader } from '../reader.js';
import { runBenchmark } from './benchmark.js';
import type { FeedSource } from './feed.js';
import { engineOverview, readingsOverview } from './overview.js';
import { PerformancePanel } from './performancePanel.js';

/** What this window knows of its speed, and the ways to show it. */
export class Performance implements Disposable {
  private readonly measured = new EventEmitter<void>();
  private readonly finished: Disposable;
  private benchmark: readonly ReadingSummary[] = [];
  private panel: PerformancePanel | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly reader: Reader,
  ) {
    this.finished = reader.onDidFinish(() => {
      this.measured.fire();
    });
  }

  show(): void {
    if (this.panel) this.panel.reveal();
    else this.adopt(PerformancePanel.create(this.context.extensionUri, this.source(), l10n.bundle ?? {}));
  }

  /** Fills a panel that the editor restored after a restart. */
  restore(panel: WebviewPanel): void {
    this.adopt(new PerformancePanel(panel, this.context.extensionUri, this.source(), l10n.bundle ?? {}));
  }

  /** Something that the page shows has changed behind its back, such as the state of the engine. */
  refresh(): void {
    this.measured.fire();
  }

  /** @throws AloudError `nothing-to-read` when nothing was measured */
  async copyReport(): Promise<void> {
    const overview = {
      ...(await engineOverview(this.reader)),
      ...(await readingsOverview(this.reader, this.benchmark)),
    };
    if (!overview.last && !overview.history.performance && overview.benchmark.length === 0) {
      throw new AloudError('nothing-to-read', l10n.t('Nothing has been measured yet: read something aloud first.'));
    }
    const { version } = this.context.extension.packageJSON as { version: string };
    const platform = `${process.platform}-${process.arch}`;
    await env.clipboard.writeText(markdownReport(overview, { version, platform }));
    void window.showInformationMessage(l10n.t('The performance report is in the clipboard.'));
  }

  /** Measures and shows what was measured. Rejects with AloudError. */
  async runBenchmark(): Promise<void> {
    const measured = await runBenchmark(this.reader);
    if (!measured) return;
    this.benchmark = measured;
    this.measured.fire();
    this.show();
  }

  dispose(): void {
    this.finished.dispose();
    this.measured.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: PerformancePanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.onDidClose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
  }

  private source(): FeedSource {
    const { reader } = this;
    return {
      get reading() {
        return reader.reading;
      },
      onDidChange: reader.onDidChange,
      onDidMeasure: this.measured.event,
      engine: () => engineOverview(reader),
      readings: () => readingsOverview(reader, this.benchmark),
    };
  }
}
