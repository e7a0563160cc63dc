import assert from 'node:assert/strict';
import { SentencePlaces } from '../../src/engine/sentencePlaces.js';

const first = { start: 0, end: 10, index: 0 };
const second = { start: 11, end: 20, index: 1 };
const third = { start: 22, end: 30, index: 2 };

/** The first two are made, at samples 0 and 1000. */
function twoMade(): SentencePlaces {
  const places = new SentencePlaces({ resumeAt: 0 });
  places.begun(first, 0);
  places.begun(first, 600); // its second segment
  places.begun(second, 1000);
  return places;
}

describe('The places of sentences', () => {
  it('lead to what is made by its sample', () => {
    const places = twoMade();
    assert.deepEqual(places.find('next', 700), { resumeAt: 11, sample: 1000 });
    assert.deepEqual(places.find('replay', 700), { resumeAt: 0, sample: 0 });
    assert.deepEqual(places.find('replay', 1000), { resumeAt: 11, sample: 1000 });
    assert.deepEqual(places.find('previous', 1500), { resumeAt: 0, sample: 0 });
  });

  it('lead from the first sentence back to its beginning', () => {
    assert.deepEqual(twoMade().find('previous', 700), { resumeAt: 0, sample: 0 });
  });

  it('lead behind the last one that is made by the text', () => {
    assert.deepEqual(twoMade().find('next', 1500), { resumeAt: 20 });
  });

  it('know nothing before anything is made', () => {
    const places = new SentencePlaces({ resumeAt: 0 });
    for (const to of ['previous', 'replay'] as const) assert.equal(places.find(to, 0), undefined);
  });

  it('count the sentences that are passed before any of them is made', () => {
    const places = twoMade();
    places.restart(places.find('next', 1500)!);
    const one = places.find('next', 2000)!;
    assert.deepEqual(one, { resumeAt: 20, passing: 1 });
    places.restart(one);
    const two = places.find('next', 2000)!;
    assert.deepEqual(two, { resumeAt: 20, passing: 2 });
    places.restart(two);
    places.restart(places.find('previous', 2000)!);
    assert.deepEqual(places.find('previous', 2000), { resumeAt: 20, passing: 0 });
    places.begun({ start: 31, end: 40, index: 3 }, 2000);
    assert.deepEqual(places.find('next', 2000), { resumeAt: 40 }, 'from what is heard, once something is');
    assert.deepEqual(places.find('previous', 2000), { resumeAt: 11, passing: 1 }, 'back to what was passed unheard');
  });

  it('lead back to what was left behind by the text, also twice in a row', () => {
    const places = twoMade();
    places.restart({ resumeAt: 20 });
    assert.deepEqual(places.find('previous', 2000), { resumeAt: 11 });
    places.restart({ resumeAt: 11 });
    assert.deepEqual(places.find('previous', 3000), { resumeAt: 0 });
  });

  it('keep the order of the text, whatever was made first', () => {
    const places = new SentencePlaces({ resumeAt: 20 });
    places.begun(third, 0);
    places.restart({ resumeAt: 0 });
    places.begun(first, 5000);
    places.begun(second, 6000);
    places.begun(third, 7000);
    assert.deepEqual(places.find('previous', 7000), { resumeAt: 11, sample: 6000 });
    assert.deepEqual(places.find('next', 6000), { resumeAt: 22, sample: 7000 });
  });
});
