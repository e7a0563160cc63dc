import type { ExtensionContext } from 'vscode';
import { commands, Disposable, window } from 'vscode';
import type { Reader } from '../reader.js';
import type { Performance } from './performance.js';

export interface PerformanceOptions {
  readonly context: ExtensionContext;
  readonly reader: Reader;
  /** Starts the engine, if it may be started: it knows of the readings before this window. */
  readonly warm: () => Promise<void>;
  /** Runs what a command does and shows the user why it failed. */
  readonly run: (action: () => unknown) => Promise<void>;
}

/** The performance panel and its commands. All of it is loaded when it is needed for the first time. */
export function registerPerformance({ context, reader, warm, run }: PerformanceOptions): Disposable {
  let loaded: Promise<Performance> | undefined;
  const load = () =>
    (loaded ??= import('./performance.js').then(({ Performance }) => new Performance(context, reader)));

  const show = async () => {
    const performance = await load();
    performance.show();
    await warm();
    performance.refresh();
  };
  const copyReport = async () => {
    const performance = await load();
    await warm();
    await performance.copyReport();
  };
  return Disposable.from(
    commands.registerCommand('aloud.showPerformance', () => run(show)),
    commands.registerCommand('aloud.copyPerformanceReport', () => run(copyReport)),
    commands.registerCommand('aloud.runBenchmark', () => run(async () => (await load()).runBenchmark())),
    window.registerWebviewPanelSerializer('aloud.performance', {
      deserializeWebviewPanel: async (panel) => {
        (await load()).restore(panel);
      },
    }),
    new Disposable(
      () =>
        void loaded?.then((performance) => {
          performance.dispose();
        }),
    ),
  );
}
