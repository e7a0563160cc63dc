// Time to turn 2,000 characters into pronounced sentences, warm.  node dist/scripts/textSpeed.js FILE [FORM]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnglish } from '../src/text/pronounce/english.js';
import { sentences } from '../src/text/sentences.js';
import type { TextForm } from '../src/text/forms.js';

const stretch = 2000;
const warmUps = 40;

function main() {
  const [file = 'README.md', form = 'prose'] = process.argv.slice(2);
  const text = readFileSync(file, 'utf8');
  const english = loadEnglish(join('models', 'lexicons'), 'us');
  const times: number[] = [];
  for (let round = 0; round < 200; round++) {
    const from = (round * stretch) % Math.max(1, text.length - stretch);
    const piece = { text: text.slice(from, from + stretch), start: from, form: form as TextForm };
    const start = performance.now();
    const found = [...sentences([piece], english)];
    if (round >= warmUps && found.length > 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(share * times.length)] ?? 0).toFixed(1)} ms`;
  console.log(`${form}, ${stretch} characters: p50 ${at(0.5)}, p90 ${at(0.9)}`);
}

main();
