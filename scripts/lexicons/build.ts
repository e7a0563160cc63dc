// Makes models/lexicons from the pip package misaki:  node esbuild.js && node dist/scripts/lexicons/build.js
import { mkdir, writeFile } from 'node:fs/promises';
import { constants, brotliCompressSync } from 'node:zlib';
import { LetterToSound, writeContextTree } from '../../src/text/pronounce/letterToSound.js';
import { align } from './alignment.js';
import { growTree } from './contextTree.js';
import { fetchMisaki } from './misaki.js';
import { lexiconLines, spellings } from './words.js';

const folder = 'models/lexicons';

async function main() {
  const lexicons = await fetchMisaki();
  await mkdir(folder, { recursive: true });
  for (const accent of ['us', 'gb'] as const) {
    await write(`${accent}.words.br`, Buffer.from(lexiconLines(lexicons[accent])));
    const pairs = spellings(lexicons[accent]);
    report(accent, pairs);
    await write(`${accent}.letters.br`, writeContextTree(growTree(align(pairs))));
  }
}

async function write(name: string, data: Buffer) {
  const options = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: data.length };
  const packed = brotliCompressSync(data, { params: options });
  await writeFile(`${folder}/${name}`, packed);
  console.log(`${name}: ${data.length} bytes, ${packed.length} packed`);
}

/** How well letter-to-sound does on words that it was not taught: every twentieth, in the order of the lexicon. */
function report(accent: string, pairs: readonly [string, string][]) {
  const guess = new LetterToSound(growTree(align(pairs.filter((_, i) => i % 20 !== 0))));
  const heldOut = pairs.filter((_, i) => i % 20 === 0).map(([word, phonemes]) => ({ phonemes, said: guess.say(word) }));
  const plain = (phonemes: string) => phonemes.replace(/[ˈˌ]/gu, '');
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const exact = heldOut.filter(({ phonemes, said }) => phonemes === said).length;
  const exactButStress = heldOut.filter(({ phonemes, said }) => plain(phonemes) === plain(said)).length;
  const errors = heldOut.reduce((sum, { phonemes, said }) => sum + editDistance(plain(phonemes), plain(said)), 0);
  const sounds = heldOut.reduce((sum, { phonemes }) => sum + plain(phonemes).length, 0);
  console.log(
    `${accent}: of ${heldOut.length} words held out ${percent(exact, heldOut.length)} right, ` +
      `${percent(exactButStress, heldOut.length)} but for stress; ${percent(errors, sounds)} of phonemes wrong`,
  );
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (a[i] === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
