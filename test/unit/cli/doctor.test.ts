import assert from 'node:assert/strict';
import { modelFinding } from '../../../src/cli/doctor.js';
import type { ModelStatus, ModelStore } from '../../../src/models/store.js';

describe('what doctor says of the models', () => {
  const finding = (states: Readonly<Record<string, ModelStatus['state']>>) => {
    const models = Object.keys(states).map((id) => ({ id }));
    const verify = (id: string) => Promise.resolve({ id, state: states[id]! });
    return modelFinding({ catalog: { models }, verify } as unknown as ModelStore);
  };

  it('is content with any of them', async () => {
    const { ok, says } = await finding({ kokoro: 'missing', 'piper-joe': 'installed' });
    assert.ok(ok);
    assert.equal(says, 'piper-joe installed, every byte verified');
  });

  it('tells what is left of others', async () => {
    const { ok, says } = await finding({ kokoro: 'partial', 'piper-joe': 'installed' });
    assert.ok(ok);
    assert.match(says, /^piper-joe installed.*; kokoro is incomplete: run "models fetch kokoro"$/);
  });

  it('is not content with a damaged one, or none', async () => {
    assert.deepEqual(await finding({ kokoro: 'damaged' }), {
      what: 'model',
      ok: false,
      says: 'kokoro is damaged: run "models fetch kokoro"',
    });
    assert.deepEqual(await finding({ kokoro: 'missing' }), {
      what: 'model',
      ok: false,
      says: 'none is installed: run "models fetch"',
    });
  });
});
