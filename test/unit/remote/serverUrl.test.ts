import assert from 'node:assert/strict';
import { AloudError } from '../../../src/protocol/errors.js';
import { isLoopback, speechUrl } from '../../../src/synthesis/remote/serverUrl.js';

describe('the address of a speech server', () => {
  for (const [address, url] of [
    ['https://speech.example.com', 'https://speech.example.com/v1/audio/speech'],
    ['https://speech.example.com/', 'https://speech.example.com/v1/audio/speech'],
    ['https://speech.example.com/v1', 'https://speech.example.com/v1/audio/speech'],
    ['https://speech.example.com/v1/', 'https://speech.example.com/v1/audio/speech'],
    ['https://example.com:8443/team/speech/v1', 'https://example.com:8443/team/speech/v1/audio/speech'],
    ['http://localhost:8880/v1', 'http://localhost:8880/v1/audio/speech'],
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/v1/audio/speech'],
    ['http://127.8.9.10', 'http://127.8.9.10/v1/audio/speech'],
    ['http://[::1]:8000', 'http://[::1]:8000/v1/audio/speech'],
  ] as const) {
    it(`${address} is asked at ${url}`, () => {
      assert.equal(speechUrl(address).href, url);
    });
  }

  for (const [what, address, says] of [
    ['without protection', 'http://speech.example.com', /https/],
    ['of another machine in the network', 'http://192.168.1.7:8000', /https/],
    ['that only looks like this machine', 'http://127.0.0.1.example.com', /https/],
    ['that only begins like this machine', 'http://localhost.example.com', /https/],
    ['of every interface', 'http://0.0.0.0:8000', /https/],
    ['with a password', 'https://me:hunter2@speech.example.com', /password.*Set Speech Server Key/],
    ['with a name', 'https://hunter2@speech.example.com', /password/],
    ['with a query', 'https://speech.example.com/v1?key=hunter2', /\?/],
    ['of a file', 'file:///etc/hunter2', /https/],
    ['without a protocol', 'speech.example.com:hunter2', /https/],
    ['that is none', 'hunter2', /URL/],
  ] as const) {
    it(`is refused ${what}, and not repeated`, () => {
      assert.throws(
        () => speechUrl(address),
        (error) => {
          assert.ok(error instanceof AloudError && error.code === 'bad-value');
          assert.match(error.message, says);
          assert.doesNotMatch(error.message, /hunter2/);
          return true;
        },
      );
    });
  }

  it('of this machine may be written in every way there is', () => {
    for (const host of ['127.1', '2130706433', '0x7f.1', '[0:0:0:0:0:0:0:1]', 'LOCALHOST']) {
      assert.ok(isLoopback(new URL(`http://${host}`)), host);
    }
    assert.ok(!isLoopback(new URL('http://[::2]')));
  });
});
