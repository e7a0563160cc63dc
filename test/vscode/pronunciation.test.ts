import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, workspace } from 'vscode';
import { sentenceFor } from '../../src/extension/pronunciation/fixPronunciation.js';
import { selectedWord } from '../../src/extension/pronunciation/selectedWord.js';
import { StoredPronunciations } from '../../src/extension/pronunciation/storedPronunciations.js';
import { closeAll, cursorAt, eventually, openText, select, selection } from './support/editors.js';

const setting = 'aloud.pronunciations';

describe('Fixing a pronunciation', () => {
  const stored = new StoredPronunciations();
  const saved = () => workspace.getConfiguration().inspect(setting)?.globalValue;

  afterEach(async () => {
    await workspace.getConfiguration().update(setting, undefined, ConfigurationTarget.Global);
    await closeAll();
  });

  describe('is about', () => {
    it('the selected word, white space around it left out', async () => {
      const editor = await openText('Ask kubectl first.');
      await select(editor, selection(0, 3, 0, 12));
      assert.deepEqual(selectedWord(editor), { text: 'kubectl', start: 4 });
    });

    it('the word at the cursor where nothing is selected', async () => {
      const editor = await openText('Ask kubectl first.');
      await select(editor, cursorAt(0, 6));
      assert.deepEqual(selectedWord(editor), { text: 'kubectl', start: 4 });
    });

    it('the part of a name at the cursor', async () => {
      const editor = await openText('FEE_PER_HOUR = 2');
      await select(editor, cursorAt(0, 5));
      assert.deepEqual(selectedWord(editor), { text: 'PER', start: 4 });
    });

    for (const text of ['two words', 'a.b', '42', '日本', '()']) {
      it(`no such thing as "${text}"`, async () => {
        const editor = await openText(text);
        await select(editor, selection(0, 0, 0, text.length));
        assert.throws(() => selectedWord(editor), { name: 'AloudError', code: 'nothing-to-read' });
      });
    }
  });

  it('says what is wrong with what was written', () => {
    for (const [saying, sentence] of [
      [' ', /^Write how the word sounds/],
      ['/kjut', /^Put a slash before and after/],
      ['kjut/', /^Put a slash before and after/],
      ['/kj9t/', /^The voice has no sound for 9:/],
      ['cute 2', /^Leave out 2:/],
      ['да', /^Leave out д а:/],
    ] as const) {
      assert.match(sentenceFor(saying) ?? '', sentence, saying);
    }
    for (const saying of ['cube control', 'S Q L', 'koo-ber-net-eez', "o'clock", '/ˈnʌmpaɪ/', '/kjuːb kənˈtɹoʊl/']) {
      assert.equal(sentenceFor(saying), undefined, saying);
    }
  });

  it('keeps a capital only where it is not that of a sentence', async () => {
    await stored.save('Kubectl', 'cube control', ConfigurationTarget.Global);
    await stored.save('GIF', ' jif ', ConfigurationTarget.Global);
    assert.deepEqual(saved(), { kubectl: 'cube control', GIF: 'jif' });
    assert.equal(stored.find('Kubectl'), 'cube control');
    await stored.remove('kubectl');
    await stored.remove('GIF');
    assert.equal(saved(), undefined);
  });

  // That the word is heard is for the driven tests: whoever answers as fast as this one hears nothing of it.
  it('asks how the selected word is said, then saves that', async () => {
    await stored.save('kubectl', 'cube control', ConfigurationTarget.Global);
    const editor = await openText('Ask kubectl first.');
    await select(editor, selection(0, 4, 0, 11));
    let isDone = false;
    const done = Promise.resolve(commands.executeCommand('aloud.fixPronunciation')).then(() => (isDone = true));
    // Takes what is in the box, then the first way to save it.
    await eventually(() => {
      void commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isDone;
    }, 'the dialogue is over');
    await done;
    assert.deepEqual(saved(), { kubectl: 'cube control' });
  });
});
