import assert from 'node:assert/strict';
import { ConfigurationTarget, Uri, workspace } from 'vscode';
import type { SettingNotice } from '../../src/extension/settings.js';
import { fit, resolveEngineSettings, resolveReadingSettings } from '../../src/extension/settings.js';
import { manifest } from './support/aloud.js';

describe('Settings', () => {
  const rules = manifest().contributes.configuration.properties;
  const changed = new Set<string>();

  async function set(key: string, value: unknown): Promise<void> {
    changed.add(key);
    await workspace.getConfiguration().update(key, value, ConfigurationTarget.Global);
  }

  function resolve(scope?: { uri: Uri; languageId: string }) {
    const notices: SettingNotice[] = [];
    const settings = resolveReadingSettings(rules, (notice) => notices.push(notice), scope);
    return { settings, notices };
  }

  function unexpected({ message }: SettingNotice): void {
    assert.fail(message);
  }

  afterEach(async () => {
    for (const key of changed) await workspace.getConfiguration().update(key, undefined, ConfigurationTarget.Global);
    changed.clear();
  });

  it('have defaults that need no notice', () => {
    const { settings, notices } = resolve();
    assert.deepEqual(notices, []);
    assert.equal(settings.voice, 'af_heart');
    assert.equal(settings.speed, 1);
    assert.deepEqual(settings.pauseMs, { sentence: 350, paragraph: 700 });
    const engine = resolveEngineSettings(rules, unexpected);
    assert.equal(engine.threads, 'auto');
    assert.equal(engine.idleMinutes, 15);
  });

  it('are clamped with a notice that names the limits', async () => {
    await set('aloud.speed', 9);
    const { settings, notices } = resolve();
    assert.equal(settings.speed, 4);
    assert.deepEqual(
      notices.map(({ key }) => key),
      ['aloud.speed'],
    );
    assert.match(notices[0]!.message, /9.*0\.5.*4/);
  });

  it('fall back to the default where the value makes no sense', async () => {
    await set('aloud.voice', 'nobody');
    await set('aloud.volume', 'loud');
    await set('aloud.code.symbols', 'loudly');
    const { settings, notices } = resolve();
    assert.equal(settings.voice, 'af_heart');
    assert.equal(settings.volume, 1);
    assert.equal(settings.symbols, 'some');
    assert.equal(notices.length, 3);
  });

  it('follow the language of the document', async () => {
    await workspace
      .getConfiguration('', { languageId: 'markdown' })
      .update('aloud.speed', 2, ConfigurationTarget.Global, true);
    try {
      const uri = Uri.parse('untitled:any');
      assert.equal(resolve({ uri, languageId: 'markdown' }).settings.speed, 2);
      assert.equal(resolve({ uri, languageId: 'plaintext' }).settings.speed, 1);
    } finally {
      await workspace
        .getConfiguration('', { languageId: 'markdown' })
        .update('aloud.speed', undefined, ConfigurationTarget.Global, true);
    }
  });

  it('take the number of threads from a text', async () => {
    await set('aloud.engine.threads', '2');
    assert.equal(resolveEngineSettings(rules, unexpected).threads, 2);
    await set('aloud.engine.threads', 'many');
    const notices: SettingNotice[] = [];
    assert.equal(resolveEngineSettings(rules, (notice) => notices.push(notice)).threads, 'auto');
    assert.equal(notices.length, 1);
  });

  describe('one value', () => {
    const speed = { type: 'number', default: 1, minimum: 0.5, maximum: 4 } as const;
    const pause = { type: 'integer', default: 350, minimum: 0 } as const;

    for (const [value, expected, isNoticed] of [
      [0.5, 0.5, false],
      [4, 4, false],
      [0.49, 0.5, true],
      [-1, 0.5, true],
      [Number.NaN, 1, true],
      ['2', 1, true],
      [null, 1, true],
    ] as const) {
      it(`${String(value)} becomes ${expected}`, () => {
        const { value: fitted, notice } = fit('aloud.speed', value, speed);
        assert.equal(fitted, expected);
        assert.equal(notice !== undefined, isNoticed);
      });
    }

    it('is rounded without a word where it must be whole', () => {
      assert.deepEqual(fit('aloud.pause.sentence', 350.4, pause), { value: 350 });
    });
  });
});
