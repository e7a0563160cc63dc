import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf, filesOf, findModel, findVoice, loadCatalog, parseCatalog } from '../../../src/models/catalog.js';

const assets = join(__dirname, '..', '..', '..', '..', 'models');

describe('catalogue', () => {
  it('names the published Kokoro with its 54 voices', async () => {
    const kokoro = findModel(await loadCatalog(assets), 'kokoro');
    assert.equal(kokoro.voices.length, 54);
    assert.equal(kokoro.sampleRate, 24_000);
    assert.equal(bytesOf(filesOf(kokoro)), 92_361_271 + 54 * 510 * 256 * 4);
    assert.deepEqual(findVoice(kokoro, 'bm_george'), {
      id: 'bm_george',
      name: 'George',
      language: 'en-GB',
      gender: 'male',
      grade: 'C',
      file: 'voices/bm_george.bin',
    });
  });

  it('has every file and voice once', async () => {
    for (const model of (await loadCatalog(assets)).models) {
      const paths = filesOf(model).map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length);
      assert.equal(new Set(filesOf(model).map(({ sha256 }) => sha256)).size, paths.length);
      assert.equal(new Set(model.voices.map(({ id }) => id)).size, model.voices.length);
    }
  });

  it('says which models and voices there are when asked for another', async () => {
    const catalog = await loadCatalog(assets);
    assert.throws(() => findModel(catalog, 'hal'), { code: 'unknown-model', message: /"hal".*kokoro, piper-joe/ });
    assert.throws(() => findVoice(findModel(catalog, 'piper-joe'), '../x'), { code: 'unknown-voice', message: /joe/ });
  });

  for (const [what, from, to] of [
    ['a path that leads out of the folder', '"voices/af_sky.bin", "bytes"', '"../af_sky.bin", "bytes"'],
    ['an absolute path', '"voices/af_sky.bin", "bytes"', '"/af_sky.bin", "bytes"'],
    ['an unprotected address', 'https://github.com', 'http://github.com'],
    ['a sum that is none', '6e742170', '6E742170'],
    ['a voice without its file', '"file": "voices/af_sky.bin"', '"file": "voices/af_sea.bin"'],
    ['another version', '"version": 1', '"version": 2'],
    ['something that is not JSON', '{', ''],
  ] as const)
    it(`is refused with ${what}`, async () => {
      const json = await readFile(join(assets, 'catalog.json'), 'utf8');
      const changed = json.replace(from, to);
      assert.notEqual(changed, json);
      assert.throws(() => parseCatalog(changed), { name: 'AloudError', code: 'internal' });
    });
});
