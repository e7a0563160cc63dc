import assert from 'node:assert/strict';
import type { ReadingReport, WordTime } from '../../src/protocol/reading.js';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import type { Sound } from '../harness/recording.js';
import { screenshotThemes } from './support/screenshots.js';
import { observeMarks, type Mark, type MarkObserver, type SeenMark } from './support/spokenMarks.js';

const story = [
  'The keeper wrote down the weather every evening before he lit the lamp.',
  'On some nights there was nothing to write, and he wrote that down as well.',
  'One winter the ink froze, so he learnt the weather by heart.',
  'Then he sat for three days and wrote, while gulls walked up and down.',
];
const text = story.join('\n\n');

/** So many short sentences that a small window does not show all of them. */
const gulls = Array.from({ length: 80 }, (_, index) => `Gull number ${index + 1} sleeps.`).join('\n\n');

/** A machine that runs other tests as well may take longer to speak than to be spoken to. */
const slowMs = 90_000;

/** Silence within a sentence is shorter, the pause after a paragraph is longer. */
const pauseMs = 450;

describe('The word being spoken', () => {
  let aloud: Driven;
  let marks: MarkObserver;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({
      files: { 'story.md': text, 'note.md': 'Good night.', 'gulls.md': gulls },
      neighbour: true,
    });
    // Once the engine is warm nothing has to be waited for in mid-sentence.
    await aloud.workbench.openFile('note.md');
    await aloud.workbench.runCommand('Aloud: Read Document Aloud');
    await aloud.workbench.statusLabelled(/ready/);
    await aloud.workbench.openFile('story.md');
    marks = await observeMarks(aloud.workbench.page);
  });

  after(async () => {
    await aloud.stop();
  });

  function storyReport(): Promise<ReadingReport> {
    return eventually('the report', async () =>
      (await aloud.reports()).find(({ characters }) => characters === text.length),
    );
  }

  it('is marked when it is heard', async () => {
    const { workbench, recorder } = aloud;
    const acceptedMs = await workbench.runCommand('Aloud: Read Document Aloud');
    await recorder.soundAfter(acceptedMs);
    await workbench.statusLabelled(/ready/);
    await recorder.silenceAfter(acceptedMs, 1500);
    const { words, underruns } = await storyReport();
    const seen = await marks.seen();
    const sounds = recorder.soundsSince(acceptedMs, pauseMs);
    // A sound with gaps of its own does not tell where its words are.
    if (underruns === 0 && sounds.length === story.length) printLags(seen, words, sounds);
    else console.log(`      not measured: ${underruns} underruns in ${sounds.length} sounds`);
    const places = seen.map((mark) => wordAt(words, mark).start);
    assert.deepEqual(
      places,
      [...new Set(places)].toSorted((a, b) => a - b),
      'each once, in the order of the text',
    );
    assert.ok(places.length > words.length / 2, 'a busy machine may leave out words, but not most of them');
  });

  describe('while it stands', () => {
    let mark: Mark;

    before(async () => {
      const { workbench } = aloud;
      await workbench.goTo(2);
      await workbench.runCommand('Aloud: Read Document Aloud');
      await eventually('a mark', async () => (await marks.now()).length > 0, slowMs);
      await workbench.press('Control+K', 'Space');
      await workbench.statusLabelled(/paused/);
      mark = await theMark();
    });

    after(async () => {
      await aloud.workbench.press('Control+K', 'Escape');
      await eventually('no mark', async () => (await marks.now()).length === 0);
    });

    /** The only one; waits for it. */
    async function theMark(): Promise<Mark> {
      return eventually('the mark', async () => (await marks.now())[0]);
    }

    it('can be seen in every theme', async () => {
      await screenshotThemes(aloud.workbench, 'highlight');
      assert.deepEqual(await theMark(), mark);
    });

    it('takes the cursor along when it is asked to', async () => {
      const { workbench } = aloud;
      await workbench.goTo(1);
      await workbench.runCommand('Aloud: Move Cursor to Spoken Word');
      const position = workbench.page.locator('.statusbar-item[id="status.editor.selection"]');
      const { length } = mark.text;
      await position.getByText(`Ln ${mark.line}, Col ${mark.column + length} (${length} selected)`).waitFor();
    });

    it('is in every editor that shows the text', async () => {
      const { workbench } = aloud;
      await workbench.runCommand('View: Split Editor Right');
      const both = await eventually('two marks', async () => {
        const now = await marks.now();
        return now.length === 2 ? now : undefined;
      });
      assert.deepEqual(both, [mark, mark]);
      await workbench.runCommand('View: Close Editor');
      await eventually('one mark', async () => (await marks.now()).length === 1);
    });

    it('follows edits above it, and goes when its sentence is edited', async () => {
      const { workbench } = aloud;
      await workbench.goTo(1);
      await workbench.page.keyboard.insertText('Once upon a time.\n\n');
      await eventually('the mark two lines below', async () => (await theMark()).line === mark.line + 2);
      assert.equal((await theMark()).text, mark.text);
      await workbench.goTo(mark.line + 2, 4);
      await workbench.page.keyboard.insertText('quite ');
      await eventually('no mark', async () => (await marks.now()).length === 0);
      await workbench.runCommand('File: Revert File');
    });
  });

  describe('while it moves', () => {
    it('is kept in view without the cursor, and whoever scrolls away is left alone', async function () {
      this.timeout(2 * slowMs);
      const { workbench } = aloud;
      await aloud.configure({ 'aloud.speed': 2, 'aloud.pause.sentence': 0, 'aloud.pause.paragraph': 0 });
      await workbench.resize(1000, 400);
      await workbench.openFile('gulls.md');
      await workbench.goTo(1);
      await workbench.runCommand('Aloud: Read Document Aloud');
      await reached(12);
      const isInView = async () => (await marks.now()).length > 0;
      await eventually('the mark to be in view', isInView);
      assert.ok((await firstLine()) > 1, 'the editor has scrolled');
      await workbench.page.locator('.statusbar-item[id="status.editor.selection"]').getByText('Ln 1, Col 1').waitFor();

      await workbench.pointAtEditor();
      await workbench.page.mouse.wheel(0, -5000);
      // The editor may be scrolling along in the very moment; the next turn of the wheel is heard.
      let leftAt = 0;
      await eventually(
        'four more sentences, while it stays where the user scrolled',
        async () => {
          if ((await firstLine()) > 1) {
            await workbench.page.mouse.wheel(0, -200);
            leftAt = await sentence();
            return false;
          }
          return (await sentence()) >= leftAt + 4;
        },
        slowMs,
      );

      await eventually(
        'the mark again, further down',
        async () => {
          if (!(await isInView())) await workbench.page.mouse.wheel(0, 60);
          return isInView();
        },
        slowMs,
      );
      const from = await firstLine();
      await eventually('the editor to scroll along again', async () => (await firstLine()) > from + 6, slowMs);
      await workbench.press('Control+K', 'Escape');
      await workbench.resize(1280, 800);
    });

    it('goes with its document, and the voice goes on', async () => {
      const { workbench } = aloud;
      await workbench.openFile('gulls.md');
      await workbench.runCommand('Aloud: Read Document Aloud');
      await eventually('a mark', async () => (await marks.now()).length > 0, slowMs);
      await workbench.runCommand('View: Close Editor');
      await eventually('no mark', async () => (await marks.now()).length === 0);
      await workbench.runCommand('Aloud: Move Cursor to Spoken Word');
      await workbench.notification(/not in an open text any more/);

      // What may have been done to the text meanwhile nobody knows: it is not marked again.
      await workbench.openFile('gulls.md');
      await reached((await sentence()) + 2);
      assert.deepEqual(await marks.now(), []);
      await workbench.press('Control+K', 'Escape');
      await workbench.statusLabelled(/ready/);
    });

    it('is marked only as far as the setting says', async () => {
      const { workbench } = aloud;
      await aloud.configure({ 'aloud.highlight': 'off' });
      await workbench.openFile('story.md');
      await workbench.runCommand('Aloud: Read Document Aloud');
      await workbench.statusLabelled(/reading, sentence/, slowMs);
      assert.deepEqual(await marks.now(), []);
      await workbench.press('Control+K', 'Escape');
    });
  });

  /** Which sentence is read, counted from 1. */
  async function sentence(): Promise<number> {
    const { label } = await aloud.workbench.status();
    return Number(/sentence (\d+)/.exec(label)?.[1] ?? 0);
  }

  async function reached(count: number): Promise<void> {
    await eventually(`sentence ${count}`, async () => (await sentence()) >= count, slowMs);
  }

  /** The first line that the active editor shows. */
  async function firstLine(): Promise<number> {
    const numbers = aloud.workbench.page.locator('.editor-group-container.active .monaco-editor .line-numbers');
    const shown = (await numbers.allInnerTexts()).map(Number).filter((line) => line > 0);
    return Math.min(...shown);
  }
});

/** The word that a mark was put on. */
function wordAt(words: readonly WordTime[], { line, column, text: marked }: SeenMark): WordTime {
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1;
  const word = words.find((each) => each.start === start);
  assert.ok(word, `no word at ${line}:${column}, where "${marked}" is marked`);
  assert.equal(text.slice(word.start, word.end), marked);
  return word;
}

/** How long after its sound each mark was seen; negative: before it. */
function printLags(seen: readonly SeenMark[], words: readonly WordTime[], sounds: readonly Sound[]): void {
  const lags = seen.map((mark) => mark.atMs - heardMs(wordAt(words, mark), words, sounds)).toSorted((a, b) => a - b);
  const sizes = lags.map(Math.abs).toSorted((a, b) => a - b);
  const figure = (share: number) => sizes[Math.ceil(share * sizes.length) - 1]!.toFixed(0);
  console.log(
    `      ${seen.length} of ${words.length} words marked; off by ${figure(0.5)} ms (p50), ${figure(0.95)} ms (p95), ` +
      `from ${lags[0]!.toFixed(0)} to ${lags.at(-1)!.toFixed(0)} ms`,
  );
}

/** When a word was heard: a sentence begins with the sound that follows a pause, the rest goes by the word times. */
function heardMs(word: WordTime, words: readonly WordTime[], sounds: readonly Sound[]): number {
  const starts = story.map((sentence) => text.indexOf(sentence));
  const index = starts.findLastIndex((start) => start <= word.start);
  const first = words.find(({ start }) => start >= starts[index]!)!;
  return sounds[index]!.startMs + word.atMs - first.atMs;
}
