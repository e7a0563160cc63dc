import assert from 'node:assert/strict';
import type { ReadingReport, WordTime } from '../../src/protocol/reading.js';
import { startDriven, type Driven } from '../harness/driven.js';
import { eventually } from '../harness/eventually.js';
import type { Sound } from '../harness/recording.js';
import { observeMarks, type SeenMark } from './support/spokenMarks.js';

const story = [
  'The keeper wrote down the weather every evening before he lit the lamp.',
  'On some nights there was nothing to write, and he wrote that down as well.',
  'One winter the ink froze, so he learnt the weather by heart.',
  'Then he sat for three days and wrote, while gulls walked up and down.',
];
const text = story.join('\n\n');

/** Silence within a sentence is shorter, the pause after a paragraph is longer. */
const pauseMs = 450;

describe('The word being spoken', () => {
  let aloud: Driven;

  before(async function () {
    this.timeout(180_000); // packs the extension first
    aloud = await startDriven({
      files: { 'story.md': text, 'note.md': 'Good night.' },
      neighbour: true,
    });
    // Once the engine is warm nothing has to be waited for in mid-sentence.
    await aloud.workbench.openFile('note.md');
    await aloud.workbench.runCommand('Aloud: Read Document Aloud');
    await aloud.workbench.statusLabelled(/ready/);
    await aloud.workbench.openFile('story.md');
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
    const marks = await observeMarks(workbench.page);
    const acceptedMs = await workbench.runCommand('Aloud: Read Document Aloud');
    await recorder.soundAfter(acceptedMs);
    await workbench.statusLabelled(/ready/);
    await recorder.silenceAfter(acceptedMs, 1500);
    const { words, underruns } = await storyReport();
    const seen = await marks();
    const sounds = recorder.soundsSince(acceptedMs, pauseMs);
    // A sound with gaps of its own does not tell where its words are.
    if (underruns === 0 && sounds.length === story.length) printLags(seen, words, sounds);
    else console.log(`      not measured: ${underruns} underruns in ${sounds.length} sounds`);
    const places = seen.map((mark) => wordAt(words, mark).start);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      'in the order of the text',
    );
    assert.ok(seen.length > words.length / 2, 'a busy machine may leave out words, but not most of them');
  });
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
