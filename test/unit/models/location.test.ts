import assert from 'node:assert/strict';
import { isAbsolute, join, resolve } from 'node:path';
import { dataFolder, modelsFolder, phrasesFolder } from '../../../src/models/location.js';

describe('model location', () => {
  it('is a folder of the user', () => {
    assert.ok(isAbsolute(dataFolder({})));
    assert.match(modelsFolder({}), /aloud.*models$/);
  });

  it('is moved by ALOUD_HOME', () => {
    assert.equal(modelsFolder({ ALOUD_HOME: 'somewhere' }), join(resolve('somewhere'), 'models'));
    assert.equal(phrasesFolder({ ALOUD_HOME: 'somewhere' }), join(resolve('somewhere'), 'cache', 'phrases'));
  });
});
