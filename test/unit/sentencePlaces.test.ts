import assert from 'node:assert/strict';
import { SentencePlaces } from '../../src/engine/sentencePlaces.js';

const first = { start: 0, end: 10 };
const second = { start: 11, end: 20 };
const third = { start: 22, end: 30 };

/** The first two are made, at samples 0 and 1000. */
function twoMade(): SentencePlaces {
  const places = new SentencePlaces(0);
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
    const places = new SentencePlaces(0);
    for (const to of ['next', 'previous', 'replay'] as const) assert.equal(places.find(to, 0), undefined);
  });

  it('lead back to what was left behind by the text, also twice in a row', () => {
    const places = twoMade();
    places.restart(20);
    assert.equal(places.find('next', 2000), undefined, 'what comes is not known yet');
    assert.deepEqual(places.find('previous', 2000), { resumeAt: 11 });
    places.restart(11);
    assert.deepEqual(places.find('previous', 3000), { resumeAt: 0 });
  });

  it('keep the order of the text, whatever was made first', () => {
    const places = new SentencePlaces(20);
    places.begun(third, 0);
    places.restart(0);
    places.begun(first, 5000);
    places.begun(second, 6000);
    places.begun(third, 7000);
    assert.deepEqual(places.find('previous', 7000), { resumeAt: 11, sample: 6000 });
    assert.deepEqual(places.find('next', 6000), { resumeAt: 22, sample: 7000 });
  });
});
