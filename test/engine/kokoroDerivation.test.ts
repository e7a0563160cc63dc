import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AloudError } from '../../src/protocol/errors.js';
import { Graph } from '../../src/onnx/graph.js';
import { convolveFloat } from '../../src/synthesis/kokoro/derivation/convolution.js';
import { derivationName, graphFiles, graphsIn } from '../../src/synthesis/kokoro/derivation/derive.js';
import { buildAcoustic, buildVocoderGraph } from '../../src/synthesis/kokoro/derivation/graphs.js';
import { buildHarmonics } from '../../src/synthesis/kokoro/derivation/harmonics.js';
import { cuts, PublishedWeights } from '../../src/synthesis/kokoro/derivation/published.js';
import { selfTest, selfTestFile } from '../../src/synthesis/kokoro/derivation/selfTest.js';
import { sineSnake } from '../../src/synthesis/kokoro/derivation/snake.js';
import { findDerivation } from '../../src/synthesis/derivationStore.js';
import { prepare } from '../../src/synthesis/kokoro/input.js';
import { openOptimised, openSession } from '../../src/synthesis/session.js';
import { Voices } from '../../src/synthesis/kokoro/voice.js';
import { runJob } from '../../src/synthesis/workshop.js';
import { floatReference } from '../bench/quality/floatReference.js';
import { scratchFolder } from './support/engine.js';
import { exactMagnitudes } from './support/harmonicSource.js';
import { calibrationFolder, type KokoroFiles, kokoroFiles, workshopProgram } from './support/kokoro.js';

const settings = { threads: 2, provider: 'cpu' };
const phrases = [
  'jˈɛs.',
  'ɪz ðˈæt ɹˈiəli wˌʌt ju wˈɑntᵻd tə sˈA?',
  'sˈɔɹtɪŋ ɪz stˈAbᵊl: ˈikwəl ˈɛləmənts kˈip ðɛɹ ˈɔɹdəɹ.',
];

describe('derivation of Kokoro', function () {
  this.timeout(600_000);
  let files: KokoroFiles;
  let derivation: string;
  const scratch = scratchFolder();
  const derive = (into: string, signal?: AbortSignal, onProgress?: (step: string, done: number) => void) =>
    runJob(
      { kind: 'derive', ...files.request('int8', into) },
      { program: workshopProgram, ...(signal && { signal }), ...(onProgress && { onProgress }) },
    );

  before(async () => {
    files = await kokoroFiles();
    derivation = await runJob({ kind: 'derive', ...files.request('int8') }, { program: workshopProgram });
  });
  after(() => {
    scratch.remove();
  });

  it('gives every token as many frames as the published graph does', async () => {
    const published = await Graph.read(files.graph);
    const durations = published.encode({
      durations: { value: published.value('/encoder/Cast_output_0'), type: 'int64' },
    });
    const [theirs, ours] = [
      await openSession(durations, settings),
      await openOptimised(graphsIn(derivation).acoustic, settings),
    ];
    for (const voice of ['af_heart', 'am_michael']) {
      for (const phonemes of phrases) {
        const prepared = await prepare({ phonemes, voice, speed: 1.2 }, new Voices(files.voicesFolder));
        const [expected, made] = [await theirs.run(prepared!.feeds), await ours.run(prepared!.feeds)];
        deepEqual(made.durations!.data, expected.durations!.data);
      }
    }
    await Promise.all([theirs.release(), ours.release()]);
  });

  it('in floats is the float reference to 100 dB, given the same harmonic source', async () => {
    const published = await Graph.read(files.graph);
    const weights = new PublishedWeights(published);
    const vocoder = buildVocoderGraph(weights, { convolve: convolveFloat, snake: sineSnake, statistics: 'own' });
    const acoustic = buildAcoustic(published, weights, { convolve: convolveFloat, encoder: 'published' });
    const sessions = {
      reference: await openSession(floatReference(await Graph.read(files.graph)), settings),
      acoustic: await openSession(acoustic.graph.encode(acoustic.outputs), settings),
      vocoder: await openSession(vocoder.graph.encode(vocoder.outputs), settings),
    };
    const input = { phonemes: phrases[1]!, voice: 'af_heart', speed: 1 };
    const prepared = await prepare(input, new Voices(files.voicesFolder));
    const reference = await sessions.reference.run(prepared!.feeds);
    const { x, scale, shift } = await sessions.acoustic.run(prepared!.feeds);
    const made = await sessions.vocoder.run({ x: x!, scale: scale!, shift: shift!, har: reference.har! });
    const expected = reference.audio!.data as Float32Array;
    const audio = made.audio!.data as Float32Array;
    equal(audio.length, expected.length);
    const snrDb = signalToNoiseDb(expected, audio);
    ok(snrDb >= 100, `${snrDb} dB`);
    await Promise.all(Object.values(sessions).map((session) => session.release()));
  });

  it('has a harmonic source that is nearer to one of double precision than the published', async () => {
    const published = await Graph.read(files.graph);
    const weights = new PublishedWeights(published);
    const pitch = published.value(cuts.pitch);
    const session = await openSession(
      published.encode({ pitch, theirs: published.value(cuts.harmonics), ours: buildHarmonics(pitch, weights) }),
      settings,
    );
    const input = { phonemes: phrases[1]!.repeat(2), voice: 'af_heart', speed: 1 };
    const prepared = await prepare(input, new Voices(files.voicesFolder));
    const made = await session.run(prepared!.feeds);
    await session.release();
    const data = (name: string) => made[name]!.data as Float32Array;
    const expected = exactMagnitudes(data('pitch'), weights);
    const [theirs, ours] = ['theirs', 'ours'].map((name) =>
      signalToNoiseDb(expected, data(name).subarray(0, expected.length)),
    );
    console.log(`        ours ${ours!.toFixed(0)} dB, the published one ${theirs!.toFixed(0)} dB`);
    ok(ours! > theirs! + 20, `${ours} dB, ${theirs} dB`);
  });

  it('recovers from being killed in the middle', async () => {
    const folder = join(scratch.path, 'killed');
    const kill = new AbortController();
    const killed = derive(folder, kill.signal, (_, done) => {
      if (done > 0.2) kill.abort();
    });
    await rejects(killed, (error) => error instanceof AloudError && error.code === 'cancelled');
    equal((await readdir(folder)).length, 1, 'what was begun is left behind');
    const name = await derivationName(files.request('int8'));
    equal((await findDerivation(folder, name)).state, 'missing');
    equal(await derive(folder), join(folder, name));
    deepEqual(await readdir(folder), [name]);
  });

  it('notices a damaged file and derives again', async () => {
    const folder = join(scratch.path, 'damaged');
    const name = await derivationName(files.request('int8'));
    await cp(derivation, join(folder, name), { recursive: true });
    const path = join(folder, name, graphFiles.vocoder);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    equal((await findDerivation(folder, name)).state, 'damaged');
    equal((await findDerivation(folder, name)).state, 'missing');
    equal((await findDerivation(await derive(folder).then(() => folder), name)).state, 'ready');
  });

  it('says in a sentence where it could not write', async () => {
    const file = join(scratch.path, 'file');
    await writeFile(file, '');
    await rejects(
      derive(join(file, 'below')),
      (error) => error instanceof AloudError && error.code === 'disk' && error.message.includes(file),
    );
  });

  it('refuses a model that is not the one it was asked for', async () => {
    const modelPath = join(scratch.path, 'other.onnx');
    await writeFile(modelPath, 'not a model');
    const request = { ...files.request('int8', join(scratch.path, 'refused')), modelPath };
    await rejects(
      runJob({ kind: 'derive', ...request }, { program: workshopProgram }),
      (error) => error instanceof AloudError && error.code === 'model-damaged',
    );
  });

  it('does not pass graphs that sound otherwise than they should', async () => {
    const folder = join(scratch.path, 'otherwise');
    await mkdir(folder);
    const file = await readFile(join(calibrationFolder, selfTestFile));
    const end = file.length;
    // The expected spectrum lies last in the file: the same numbers in another order are another sound.
    file.subarray(end >> 1, end - (end % 2)).reverse();
    await writeFile(join(folder, selfTestFile), file);
    await rejects(
      selfTest(graphsIn(derivation), folder),
      (error) => error instanceof AloudError && error.code === 'engine-failed',
    );
  });
});

function signalToNoiseDb(expected: Float32Array, actual: Float32Array): number {
  const power = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
  return 10 * Math.log10(power(expected) / power(expected.map((value, i) => value - actual[i]!)));
}
