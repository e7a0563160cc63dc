import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, workspace } from 'vscode';
import type { SecretStorage, SecretStorageChangeEvent } from 'vscode';
import { ServerKeys } from '../../src/extension/serverKeys.js';
import type { SettingNotice } from '../../src/extension/settings.js';
import { resolveEngineSettings } from '../../src/extension/settings.js';
import { badServer, toneWav } from '../engine/support/badServer.js';
import { aloudExtension, manifest } from './support/aloud.js';
import { closeAll, openText, select, selection } from './support/editors.js';

describe('A speech server', () => {
  const rules = manifest().contributes.configuration.properties;
  const set = (url: string | undefined) =>
    workspace.getConfiguration().update('aloud.engine.url', url, ConfigurationTarget.Global);

  afterEach(() => set(undefined));

  function resolved() {
    const notices: SettingNotice[] = [];
    const { speechServer } = resolveEngineSettings(rules, (notice) => notices.push(notice));
    return { url: speechServer?.url, notices };
  }

  it('is none unless one is set', () => {
    assert.deepEqual(resolved(), { url: undefined, notices: [] });
  });

  it('is not used where text would go unprotected, and the user is told', async () => {
    await set('http://speech.example.com');
    const { url, notices } = resolved();
    assert.equal(url, undefined);
    assert.equal(notices[0]!.key, 'aloud.engine.url');
    assert.match(notices[0]!.message, /https.*This machine reads/);
    await set('https://speech.example.com');
    assert.deepEqual(resolved(), { url: 'https://speech.example.com', notices: [] });
  });

  it('gets its own key and not that of another one', async () => {
    const secrets = new Map<string, string>();
    const listeners: ((event: SecretStorageChangeEvent) => void)[] = [];
    const changed = (key: string) => {
      for (const listener of listeners) listener({ key });
      return Promise.resolve();
    };
    const storage = {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: (key: string) => Promise.resolve(secrets.get(key)),
      store: (key: string, value: string) => changed((secrets.set(key, value), key)),
      delete: (key: string) => changed((secrets.delete(key), key)),
      onDidChange: (listener: (event: SecretStorageChangeEvent) => void) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    } satisfies Record<keyof SecretStorage | 'keys', unknown>;
    const keys = new ServerKeys(storage);
    await keys.set('https://one.example.com/v1', 's3cret');
    assert.equal(await keys.of('https://one.example.com'), 's3cret');
    assert.equal(await keys.of('https://two.example.com'), undefined);
    assert.equal(await keys.of('https://one.example.com:8443'), undefined);
    assert.equal(keys.version, 1);
    await keys.set('https://one.example.com', '');
    assert.equal(await keys.of('https://one.example.com'), undefined);
    assert.equal(keys.version, 2);
  });

  it('reads what is selected, once it is set', async () => {
    const server = await badServer((response) => response.writeHead(200).end(toneWav(200)));
    try {
      await set(server.url);
      const editor = await openText('Read by a server.');
      await select(editor, selection(0, 0, 0, 17));
      const api = await aloudExtension().activate();
      const finished = new Promise<{ provider: string }>((resolve) => api.onDidFinishReading(resolve));
      await commands.executeCommand('aloud.readSelection');
      assert.equal((await finished).provider, 'server');
      assert.deepEqual(
        server.asked.map(({ body }) => body.input),
        ['Read by a server.'],
      );
      assert.equal(server.asked[0]!.headers.authorization, undefined);
    } finally {
      await closeAll();
      await server.close();
    }
  });
});
