import { deepEqual, equal, match } from 'node:assert/strict';
import { chooseModel, type ModelSpeed } from '../../src/synthesis/modelChoice.js';

const budgetMs = 200;
const choose = (fine?: ModelSpeed, plain?: ModelSpeed) =>
  chooseModel(
    [
      { id: 'fine', name: 'Fine', speed: fine },
      { id: 'plain', name: 'Plain', speed: plain },
    ],
    budgetMs,
  );
const quick = { rtf: 0.2, firstSoundMs: 60 };

describe('the choice of a model', () => {
  it('is the best-sounding one until it was found too slow', () => {
    deepEqual(choose(), { id: 'fine' });
    deepEqual(choose(quick), { id: 'fine' });
    deepEqual(choose(quick, { rtf: 0.1, firstSoundMs: 30 }), { id: 'fine' });
  });

  it('is another one where the best cannot keep up, and says so with the figure', () => {
    const { id, notice } = choose({ rtf: 1.34, firstSoundMs: 100 }, quick);
    equal(id, 'plain');
    match(notice ?? '', /^Fine takes 1\.3 s for each second of speech .* so Plain reads\. .*"fine"/);
  });

  it('is another one where the best speaks late, if that one does not', () => {
    const late = { rtf: 0.5, firstSoundMs: 450 };
    match(choose(late, quick).notice ?? '', /after 450 ms/);
    deepEqual(choose(late, { rtf: 0.3, firstSoundMs: 300 }), { id: 'fine' }, 'nothing would be gained');
  });

  it('tries what was never measured before it gives up', () => {
    equal(choose({ rtf: 2, firstSoundMs: 900 }).id, 'plain');
  });

  it('is the fastest where none keeps up', () => {
    equal(choose({ rtf: 3, firstSoundMs: 900 }, { rtf: 1.5, firstSoundMs: 400 }).id, 'plain');
    equal(choose({ rtf: 1.1, firstSoundMs: 900 }, { rtf: 1.5, firstSoundMs: 400 }).id, 'fine');
  });
});
