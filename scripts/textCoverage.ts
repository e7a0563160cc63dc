// How the words of comments are pronounced: by lexicon, rule or guess.
//   node dist/scripts/textCoverage.js [--random N] [--frequent N] FOLDER...
// Prints the share of words that end in the letter-to-sound guess, and words that are in no lexicon with what is said.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEnglish, type Means } from '../src/text/pronounce/english.js';
import { sentences } from '../src/text/sentences.js';

const blockOrLine = /\/\*[\s\S]*?\*\/|(?:^[^\S\n]*\/\/[^\n]*(?:\n|$))+/gmu;
const hash = /(?:^[^\S\n]*#[^\n]*(?:\n|$))+/gmu;
const python = /(?:^[^\S\n]*#[^\n]*(?:\n|$))+|^[^\S\n]*[rRuU]?"""[\s\S]*?"""/gmu;

/** Good enough for statistics; comments at the end of a line of code are left out. */
const commentsByExtension: Readonly<Record<string, RegExp>> = Object.fromEntries([
  ...[
    '.ts',
    '.mts',
    '.js',
    '.mjs',
    '.c',
    '.cc',
    '.cpp',
    '.h',
    '.hpp',
    '.java',
    '.go',
    '.rs',
    '.cs',
    '.php',
    '.kt',
    '.swift',
  ]
    // prettier-ignore
    .map((extension) => [extension, blockOrLine] as const),
  ...['.rb', '.sh', '.pl'].map((extension) => [extension, hash] as const),
  ['.py', python],
]);

interface Word {
  readonly text: string;
  readonly said: string;
  readonly by: Means;
  count: number;
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { random: { type: 'string', default: '0' }, frequent: { type: 'string', default: '0' } },
  });
  const english = loadEnglish(join('models', 'lexicons'), 'us');
  const words = new Map<string, Word>();
  const totals = new Map<Means, number>();
  const say = english.say.bind(english);
  english.say = (word, context) => {
    const said = say(word, context);
    const by = said.map((part) => part.by).find((means) => means === 'guess') ?? said[0]!.by;
    totals.set(by, (totals.get(by) ?? 0) + 1);
    const spoken = said.map((part) => `${part.spoken} /${part.phonemes}/`).join(' ');
    const known = words.get(word) ?? { text: word, said: spoken, by, count: 0 };
    known.count++;
    words.set(word, known);
    return said;
  };
  let comments = 0;
  let sentencesRead = 0;
  for (const { text, pattern } of positionals.flatMap((folder) => [...sources(folder)])) {
    for (const { 0: comment } of text.matchAll(pattern)) {
      comments++;
      sentencesRead += [...sentences([{ text: comment.trimEnd(), start: 0, form: 'comment' }], english)].length;
    }
  }
  const total = [...totals.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${comments} comments, ${sentencesRead} sentences, ${total} words`);
  for (const [by, count] of totals) console.log(`${by}: ${count} (${((100 * count) / total).toFixed(2)} %)`);
  const unlisted = [...words.values()].filter(({ by }) => by !== 'lexicon');
  for (const { text, said, by, count } of sample(unlisted, Number(values.random))) print(text, said, by, count);
  const guessed = unlisted.filter(({ by }) => by === 'guess').sort((a, b) => b.count - a.count);
  for (const { text, said, by, count } of guessed.slice(0, Number(values.frequent))) print(text, said, by, count);
}

const print = (text: string, said: string, by: Means, count: number) => {
  console.log([text, said, by, count].join('\t'));
};

/** Each word as likely as the others; the same for every run. */
function sample(words: readonly Word[], size: number): Word[] {
  const scrambled = (word: string) =>
    Array.from(word).reduce((sum, sign) => Math.imul(sum ^ sign.charCodeAt(0), 16777619), 7);
  return [...words].sort((a, b) => scrambled(a.text) - scrambled(b.text)).slice(0, size);
}

function* sources(folder: string): Generator<{ text: string; pattern: RegExp }> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const pattern = commentsByExtension[extname(name)];
    if (pattern && !/\.min\.|node_modules/u.test(name))
      yield { text: readFileSync(join(folder, name), 'utf8'), pattern };
  }
}

main();
