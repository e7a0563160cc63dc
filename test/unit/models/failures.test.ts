import assert from 'node:assert/strict';
import { networkReason } from '../../../src/models/failures.js';

describe('why a server could not be reached', () => {
  const failed = (message: string, code?: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(message), code && { code }) });

  for (const [error, says] of [
    [failed('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED'), 'the connection was refused'],
    [failed('getaddrinfo ENOTFOUND nowhere', 'ENOTFOUND'), 'its name was not found'],
    [failed('Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT'), 'the connection timed out'],
    [failed('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [failed('bad port'), 'bad port'], // a port that fetch never asks
    [new Error('Odd.'), 'Odd.'],
  ] as const) {
    it(`is told as "${says}"`, () => {
      assert.equal(networkReason(error), says);
    });
  }
});
