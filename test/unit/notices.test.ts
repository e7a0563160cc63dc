import { equal } from 'node:assert/strict';
import { Notices } from '../../src/synthesis/notices.js';

describe('notices', () => {
  it('are told once', () => {
    const notices = new Notices();
    equal(notices.take('Joe reads.', { source: 'selection' }), true);
    equal(notices.take('Joe reads.', { source: 'document' }), false);
    equal(notices.take('Amy reads.', { source: 'document' }), true);
  });

  it('are kept from readings that nobody sees, for one that somebody hears', () => {
    const notices = new Notices();
    equal(notices.take('Joe reads.', { source: 'http' }), false);
    equal(notices.take('Joe reads.', { source: 'selection' }), true);
  });
});
