import assert from 'node:assert/strict';
import { commentPassage } from '../../src/extension/comments/commentPassage.js';
import { skippedText } from '../../src/extension/skippedText.js';
import { closeAll, openText } from './support/editors.js';

const block = (start: number, end: number, documents?: string) => ({
  ...{ start, end, kind: 'line' as const, pieces: [{ start, end }] },
  ...(documents !== undefined && { documents }),
});

describe('Comments to be read', () => {
  afterEach(closeAll);

  it('are pieces of their document, each after the name of what it documents where that is asked for', async () => {
    const { document } = await openText('# Adds.\ndef add(): pass\n# More.\n', 'python');
    const comments = { how: 'grammar' as const, blocks: [block(0, 7, 'add'), block(24, 31)] };
    assert.deepEqual(commentPassage('comments', document, comments).pieces, [
      { text: '# Adds.', start: 0 },
      { text: '# More.', start: 24 },
    ]);
    const { pieces, notes } = commentPassage('comments', document, comments, true);
    assert.deepEqual(pieces[0], { text: '# Adds.', start: 0, lead: 'add' });
    assert.deepEqual(pieces[1], { text: '# More.', start: 24 });
    assert.deepEqual(notes, []);
  });

  it('come with a note where only comment marks told what they are', async () => {
    const { document } = await openText('# Adds.');
    const { notes } = commentPassage('comment', document, { how: 'marks', blocks: [block(0, 7)] });
    assert.deepEqual(notes, ['comments were found by their marks, as no grammar of plaintext is installed']);
  });
});

describe('What was skipped', () => {
  it('is told in a few words', () => {
    const skipped = (...reasons: string[]) => reasons.map((why, start) => ({ start, end: start + 1, why }));
    assert.equal(skippedText([]), '');
    assert.equal(skippedText(skipped('Japanese')), '1 passage in Japanese skipped');
    assert.equal(
      skippedText(skipped('Japanese', 'licence header', 'Japanese', 'directive', 'directive')),
      '2 passages in Japanese skipped; licence header skipped; directive skipped 2 times',
    );
  });
});
