import assert from 'node:assert/strict';
import { refusal, retryAfterMs, saidIn } from '../../../src/synthesis/remote/serverFailure.js';

describe('a server that does not speak', () => {
  const now = Date.parse('Fri, 27 Nov 2026 12:00:00 GMT');

  for (const [header, ms] of [
    ['2', 2000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Fri, 27 Nov 2026 12:00:05 GMT', 5000],
    ['Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ] as const) {
    it(`with Retry-After ${JSON.stringify(header)} is asked again after ${ms ?? 'no time it told'}`, () => {
      assert.equal(retryAfterMs(header, now), ms);
    });
  }

  it('is quoted from the shapes that servers answer in', () => {
    const quoted = (body: unknown) => saidIn(JSON.stringify(body), undefined);
    assert.equal(quoted({ error: { message: 'The queue is full.', code: 'busy' } }), 'The queue is full');
    assert.equal(quoted({ detail: { error: 'x', message: 'No such voice' } }), 'No such voice');
    assert.equal(quoted({ detail: 'Not Found' }), 'Not Found');
    assert.equal(quoted({ error: 'model not found' }), 'model not found');
    for (const nothing of [null, 7, [], {}, { error: null }, { detail: [{ loc: [] }] }])
      assert.equal(quoted(nothing), '');
    assert.equal(saidIn('<html>Bad gateway</html>', undefined), '');
  });

  it('is quoted without links, lines and the key, and not at length', () => {
    const said = saidIn(JSON.stringify({ error: 'Key s3cret?\n[Click](command:x) <b>' + 'a'.repeat(999) }), 's3cret');
    assert.match(said, /^Key …\? Click command:x b a+$/);
    assert.ok(said.length <= 200);
  });

  for (const [status, says] of [
    [401, /key.*Set Speech Server Key/],
    [403, /key/],
    [404, /aloud\.engine\.url/],
    [429, /busy/],
    [400, /voice/],
    [500, /log/],
    [307, /elsewhere/],
  ] as const) {
    it(`says what to do about ${status}`, () => {
      const message = refusal('speech.example.com', status, '');
      assert.match(message, says);
      assert.match(message, new RegExp(`speech\\.example\\.com.*${status}`));
    });
  }
});
