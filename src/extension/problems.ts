import type { LogOutputChannel } from 'vscode';
import { l10n, window } from 'vscode';
import { AloudError, messageOf } from '../protocol/errors.js';

/** A button under a message. */
export interface Action {
  readonly title: string;
  run(): unknown;
}

/** Tells the user what went wrong and what can be done about it. Returns at once: a message may stay for minutes. */
export function showProblem(error: unknown, log: LogOutputChannel, actions: readonly Action[] = []): void {
  if (error instanceof AloudError && error.code === 'cancelled') return;
  if (error instanceof AloudError && error.code === 'nothing-to-read') {
    void window.showInformationMessage(error.message);
    return;
  }
  log.error(error instanceof Error ? error : messageOf(error));
  const message = error instanceof AloudError ? error.message : l10n.t('Aloud failed: {0}', messageOf(error));
  const showLog: Action = {
    title: l10n.t('Show Log'),
    run: () => {
      log.show();
    },
  };
  void offer(window.showErrorMessage, message, [...actions, showLog]);
}

/** A warning with buttons. */
export function showWarning(message: string, actions: readonly Action[]): void {
  void offer(window.showWarningMessage, message, actions);
}

async function offer(
  show: (message: string, ...titles: string[]) => Thenable<string | undefined>,
  message: string,
  actions: readonly Action[],
): Promise<void> {
  const chosen = await show(message, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}
