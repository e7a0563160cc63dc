// Makes the calibration data in models/kokoro, from the published model:
//   npm run calibrate -- --voice af_heart [--voice …]    what predicts a voice's statistics
//   npm run calibrate -- --activations                   how wide activations are, for all voices
//   npm run calibrate -- --self-test                     what derived graphs are tested against
//   npm run calibrate -- --loudness                      how loud the English voices of all models are
import { Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalog } from '../src/models/catalog.js';
import { modelsFolder } from '../src/models/location.js';
import { ModelStore } from '../src/models/store.js';
import { readPhrases } from '../src/synthesis/kokoro/calibration/calibrateVoice.js';
import { encodeExpectation, selfTestFile } from '../src/synthesis/kokoro/derivation/selfTest.js';
import { activationsFile } from '../src/synthesis/kokoro/derivation/derive.js';
import { encodeSafetensors } from '../src/synthesis/kokoro/safetensors.js';
import { runJob } from '../src/synthesis/workshop.js';
import { Voices } from '../src/synthesis/kokoro/voice.js';
import { measureActivations } from './calibrate/activations.js';
import { expectationOf } from './calibrate/expectation.js';
import { measureLoudness } from './calibrate/loudness.js';
import { fetchModels } from './support/cli.js';
import { main } from './support/main.js';
import { cacheFolder, inRepository } from './support/repository.js';

const assets = inRepository('models');
const calibrationFolder = join(assets, 'kokoro');
const program = inRepository('dist', 'workshop.js');

/** Voices whose activations are measured, and every how many phrases they say one of. */
const measuredVoices = ['af_heart', 'am_adam', 'bf_emma', 'af_bella', 'am_michael', 'bm_george'];
const measuredEvery = 20;

const say = (step: string, done: number) => {
  console.log(`${step}: ${Math.round(100 * done)} %`);
};

main(async () => {
  const command = new Command('calibrate')
    .option('--voice <name...>', 'voices whose statistics are to be predicted')
    .option('--activations', 'measure activations')
    .option('--self-test', 'make the self-test')
    .option('--loudness', 'measure how loud voices are')
    .parse(process.argv);
  const options = command.opts<{ voice?: string[]; activations?: true; selfTest?: true; loudness?: true }>();
  if (Object.keys(options).length === 0) command.help({ error: true });

  await fetchModels();
  const { graph, folder, model } = await new ModelStore(modelsFolder(), await loadCatalog(assets)).open('kokoro');
  const voicesFolder = join(folder, 'voices');
  const settings = { threads: 2, provider: 'cpu' };

  if (options.activations) {
    const phrases = (await readPhrases(calibrationFolder)).filter((_, i) => i % measuredEvery === 0);
    const spoken = phrases.map((phrase, i) => {
      const voice = measuredVoices[i % measuredVoices.length]!;
      return { voice, phonemes: voice.startsWith('b') ? phrase.gb : phrase.us };
    });
    const scales = await measureActivations(graph, new Voices(voicesFolder), spoken, settings, (done) => {
      say('Measuring activations', done / spoken.length);
    });
    await writeFile(join(calibrationFolder, activationsFile), encodeSafetensors(scales.toTensors(), {}));
  }
  if (options.selfTest) {
    const expectation = await expectationOf(graph, new Voices(voicesFolder), settings);
    await writeFile(join(calibrationFolder, selfTestFile), encodeExpectation(expectation));
  }
  if (options.loudness) {
    const { models } = await loadCatalog(assets);
    await fetchModels(...models.map(({ id }) => id));
    const files = { enginePath: inRepository('dist', 'engine.js'), assetsFolder: assets };
    for (const { id, name, voices } of models) {
      const english = voices.filter(({ language }) => language.startsWith('en-'));
      await measureLoudness(join(assets, 'loudness.json'), id, english, files, (done) => {
        say(`Measuring the loudness of ${name}`, done);
      });
    }
  }
  if (options.voice) {
    const sha256 = model.parts.flatMap(({ files }) => files).find(({ path }) => path === model.graph)!.sha256;
    const derivation = await runJob(
      {
        kind: 'derive',
        modelPath: graph,
        modelSha256: sha256,
        calibrationFolder,
        derivedFolder: join(cacheFolder, 'derived'),
        arithmetic: 'int8',
      },
      { program, onProgress: say },
    );
    for (const voice of options.voice) {
      const made = await runJob(
        {
          kind: 'calibrate',
          voice,
          derivation,
          voicesFolder,
          calibrationFolder,
          predictorsFolder: join(cacheFolder, 'predictors'),
        },
        { program, onProgress: say },
      );
      await writeFile(join(calibrationFolder, `${voice}.safetensors`), await readFile(made));
    }
  }
});
