// Prints how far derived Kokoro is from the float reference, beside the published int8 graph: mel distances in dB over
// sentences that calibration has not seen.
//   npm run quality -- [--sentences 43] [--voices af_heart,bf_emma,am_michael]
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { Graph } from '../src/onnx/graph.js';
import { PublishedKokoro } from '../src/synthesis/kokoro/published.js';
import { openSession } from '../src/synthesis/session.js';
import { Voices } from '../src/synthesis/kokoro/voice.js';
import type { Phrase } from '../src/synthesis/kokoro/calibration/calibrateVoice.js';
import { compare, type Comparison } from '../test/bench/quality/compare.js';
import { floatReference } from '../test/bench/quality/floatReference.js';
import { calibrationFolder, kokoroFiles, openDerived } from '../test/engine/support/kokoro.js';
import { fetchModels } from './support/cli.js';
import { main } from './support/main.js';
import { inRepository } from './support/repository.js';

const settings = { threads: 2, provider: 'cpu' };

main(async () => {
  const options = new Command('quality')
    .option('--sentences <count>', 'how many sentences each voice says', '43')
    .option('--voices <names>', 'voices, with commas between', 'af_heart,bf_emma,am_michael')
    .parse(process.argv)
    .opts<{ sentences: string; voices: string }>();
  const sentencesFile = await readFile(inRepository('test', 'bench', 'quality', 'sentences.json'), 'utf8');
  const sentences = (JSON.parse(sentencesFile) as Phrase[]).slice(0, Number(options.sentences));
  await fetchModels();
  const { graph, voicesFolder } = await kokoroFiles();
  const voices = new Voices(voicesFolder);
  const contestants = {
    reference: await openSession(floatReference(await Graph.read(graph)), settings),
    exact: await openSession(floatReference(await Graph.read(graph), 'exact'), settings),
    published: await PublishedKokoro.open(graph, voicesFolder, settings),
    chunked: await openDerived([calibrationFolder], settings),
    whole: await openDerived([], settings),
  };
  const all: Comparison[] = [];
  for (const voice of options.voices.split(',')) {
    const rows: Comparison[] = [];
    for (const sentence of sentences) {
      rows.push(await compare(contestants, voices, voice, voice.startsWith('b') ? sentence.gb : sentence.us));
    }
    print(voice, rows);
    all.push(...rows);
  }
  print('all', all);
});

function print(name: string, rows: readonly Comparison[]): void {
  const mean = (pick: (row: Comparison) => number) => rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
  const decibels = (pick: (row: Comparison) => number) =>
    `${mean(pick).toFixed(3)} (at most ${Math.max(...rows.map(pick)).toFixed(2)})`;
  console.log(`${name}: ${rows.length} sentences, mel distance in dB`);
  for (const [reference, to] of [
    ['the float reference', (row: Comparison) => row.toReference],
    ['that with an exact harmonic source', (row: Comparison) => row.toExact],
  ] as const) {
    const ratio = mean((row) => to(row).chunked) / mean((row) => to(row).published);
    console.log(` to ${reference}`);
    console.log(`  published int8 graph   ${decibels((row) => to(row).published)}`);
    console.log(`  derived, whole         ${decibels((row) => to(row).whole)}`);
    console.log(
      `  derived, in chunks     ${decibels((row) => to(row).chunked)}: ${ratio.toFixed(2)} × the published one`,
    );
  }
  console.log(`  chunks against whole   ${decibels((row) => row.predictionDb)}`);
  console.log(
    `  sharpest seam          ${Math.max(...rows.map((row) => row.seamRatio)).toFixed(2)} × the same place decoded whole`,
  );
  console.log(`  durations as published ${rows.filter((row) => row.durationsAgree).length} of ${rows.length}`);
}
