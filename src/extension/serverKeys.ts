import type { Disposable, SecretStorage } from 'vscode';
import { l10n, window } from 'vscode';
import { AloudError } from '../protocol/errors.js';

const PREFIX = 'aloud.engine.key ';

/** The keys of speech servers, in the editor's store of secrets: each server gets its own and no other. */
export class ServerKeys implements Disposable {
  private readonly subscription: Disposable;
  private changes = 0;

  constructor(private readonly secrets: SecretStorage) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) this.changes += 1;
    });
  }

  /** Another number after each change, in whichever window. */
  get version(): number {
    return this.changes;
  }

  async of(url: string): Promise<string | undefined> {
    return this.secrets.get(nameOf(url));
  }

  /**
   * Asks the user for the key of a server; an empty one is forgotten.
   * @throws AloudError `bad-value` where there is no server
   */
  async ask(url: string | undefined): Promise<void> {
    if (url === undefined) {
      throw new AloudError('bad-value', l10n.t('Set "aloud.engine.url" to the speech server first.'));
    }
    const { host } = new URL(url);
    const key = await window.showInputBox({
      title: l10n.t('Key of the Speech Server {0}', host),
      prompt: l10n.t('It is kept in the secret storage of the editor. Leave it empty to have it forgotten.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (key !== undefined) await this.set(url, key.trim());
  }

  async set(url: string, key: string): Promise<void> {
    if (key === '') await this.secrets.delete(nameOf(url));
    else await this.secrets.store(nameOf(url), key);
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

function nameOf(url: string): string {
  return PREFIX + new URL(url).origin;
}
