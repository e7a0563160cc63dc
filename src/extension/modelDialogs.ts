import { l10n, ProgressLocation, window } from 'vscode';
import type { AloudError } from '../protocol/errors.js';
import type { ModelInstaller, Progress } from './modelInstaller.js';

/** Installing and removing the voice model, with the user's consent. */
export class ModelDialogs {
  private consent: Promise<boolean> | undefined;

  constructor(private readonly connect: () => Promise<ModelInstaller>) {}

  /**
   * A reading failed because the model is missing or damaged: offers to install it. Who asks while the question stands
   * shares its answer.
   * @returns whether the model is there now
   * @throws AloudError
   */
  offer(reason: AloudError): Promise<boolean> {
    const question =
      reason.code === 'model-damaged'
        ? l10n.t('The voice model is damaged. Download it again?')
        : l10n.t('Aloud needs a voice model. Download it?');
    return this.ask(question);
  }

  /** @returns whether the model was installed now */
  async install(): Promise<boolean> {
    const installer = await this.connect();
    if (!(await installer.isInstalled())) return this.ask(l10n.t('Download the voice model?'));
    void window.showInformationMessage(l10n.t('{0} is installed already.', installer.model.name));
    return false;
  }

  /** @returns whether the model is there now */
  async installFromFolder(): Promise<boolean> {
    const [folder] =
      (await window.showOpenDialog({
        title: l10n.t('Install Model from Folder'),
        openLabel: l10n.t('Install'),
        canSelectFolders: true,
        canSelectFiles: false,
      })) ?? [];
    if (!folder) return false;
    const installer = await this.connect();
    await withProgress(l10n.t('Installing the voice model'), (report, signal) =>
      installer.installFromFolder(folder.fsPath, report, signal),
    );
    return true;
  }

  /** @param release Lets go of the files. */
  async remove(release: () => Promise<void>): Promise<void> {
    const installer = await this.connect();
    const remove = l10n.t('Remove');
    const detail = l10n.t('They are in {0}. Aloud offers to download them again when it is to read.', installer.folder);
    const options = { modal: true, detail };
    const chosen = await window.showWarningMessage(l10n.t('Remove the voice models of Aloud?'), options, remove);
    if (chosen !== remove) return;
    await release();
    await installer.removeAll();
    void window.showInformationMessage(l10n.t('The voice models were removed.'));
  }

  private ask(question: string): Promise<boolean> {
    this.consent ??= this.askOnce(question).finally(() => {
      this.consent = undefined;
    });
    return this.consent;
  }

  private async askOnce(question: string): Promise<boolean> {
    const installer = await this.connect();
    const { name, licence, terms } = installer.model;
    const detail = [
      l10n.t('{0}, {1} from {2}.', name, megabytes(installer.bytes), installer.origins.join(', ')),
      l10n.t('Licence: {0}. {1}', licence, terms),
      l10n.t(
        'It is stored in {0}. Reading then works without a network: no text leaves this machine.',
        installer.folder,
      ),
    ].join('\n\n');
    const download = l10n.t('Download');
    const fromFolder = l10n.t('Install from Folder…');
    const chosen = await window.showInformationMessage(question, { modal: true, detail }, download, fromFolder);
    if (chosen === fromFolder) return this.installFromFolder();
    if (chosen !== download) return false;
    await withProgress(l10n.t('Downloading the voice model'), (report, signal) => installer.download(report, signal));
    return true;
  }
}

/** Shows how far `task` has come, in bytes, with a button to cancel it. */
async function withProgress(
  title: string,
  task: (report: (progress: Progress) => void, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  await window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const cancellation = token.onCancellationRequested(() => {
      abort.abort();
    });
    let shownPercent = 0;
    const report = ({ loaded, total }: Progress) => {
      const percent = Math.floor((100 * loaded) / total);
      if (percent === shownPercent) return; // the editor need not hear of every packet
      const message = l10n.t('{0} of {1}', megabytes(loaded), megabytes(total));
      progress.report({ increment: percent - shownPercent, message });
      shownPercent = percent;
    };
    try {
      await task(report, abort.signal);
    } finally {
      cancellation.dispose();
    }
  });
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
