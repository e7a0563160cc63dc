import { InferenceSession } from 'onnxruntime-node';
import * as z from 'zod/mini';
import { melDistance, melSpectrogram } from '../../metrics/mel.js';
import { Graph } from '../../onnx/graph.js';
import type { LoadParams } from '../inferenceProtocol.js';
import { loadSpeechModel } from '../loadSpeechModel.js';
import { firstChunkFrames, longestChunkFrames } from '../schedule/forecast.js';
import type { SpeechModel } from '../speechModel.js';
import { warmUpSentence } from '../warmUp.js';
import { deriveModel } from '../deriveModel.js';
import type { Measured } from './execution.js';
import { watchOthers } from './machine.js';

const ms = z.number().check(z.positive());

/** What the process that tries says in the end, as JSON. */
export const trialResult = z.object({
  firstMs: ms,
  ms,
  audioMs: ms,
  /** Mean difference from what the processor makes of the same sentence. */
  distanceDb: z.number(),
  /** Others computed meanwhile: the times may say more of them than of this way to run the model. */
  busy: z.boolean(),
});
export type TrialResult = z.infer<typeof trialResult>;

/** The least of so many: whatever else the machine does can only add. */
const repetitions = 3;
const chunkFrames = [firstChunkFrames, 10, 20, longestChunkFrames];

/** Says a sentence as `params` say, and compares it with what the processor makes of it. */
export async function tryExecution(params: LoadParams, voice: string): Promise<TrialResult> {
  const isReference = params.provider === 'cpu' && params.form === 'bytes';
  if (params.provider !== 'cpu') await probe(params.provider);
  const spoken = await speak(params, voice);
  const expected = isReference ? spoken : await speak({ ...params, provider: 'cpu', form: 'bytes' }, voice);
  return { ...timesOf(spoken), distanceDb: distance(expected, spoken), busy: spoken.busy };
}

function distance(expected: Spoken, { samples, sampleRate }: Spoken): number {
  if (samples.length !== expected.samples.length) throw new Error('speaks at another pace than the processor');
  return melDistance(melSpectrogram(expected.samples, sampleRate), melSpectrogram(samples, sampleRate));
}

const timesOf = ({ firstMs, ms, audioMs }: Measured): Measured => ({ firstMs, ms, audioMs });

/** A node or two tell whether there is a device at all, before anything large is made for it. */
async function probe(provider: string): Promise<void> {
  const graph = new Graph();
  const x = graph.input('x', [1, 4]);
  const session = await InferenceSession.create(graph.encode({ y: x.add(x) }), { executionProviders: [provider] });
  await session.release();
}

interface Spoken extends Measured {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly busy: boolean;
}

async function speak(params: LoadParams, voice: string): Promise<Spoken> {
  let opened = await loadSpeechModel(params);
  if (opened.toDerive) {
    await opened.model.close();
    await deriveModel(opened.toDerive);
    opened = await loadSpeechModel(params);
  }
  const { model } = opened;
  await model.warm(voice, false);
  const wereOthersBusy = watchOthers();
  let best = await say(model, voice);
  for (let i = 1; i < repetitions; i++) {
    const next = await say(model, voice);
    if (next.ms < best.ms) best = next;
  }
  const busy = wereOthersBusy();
  await model.close();
  return { ...best, busy, sampleRate: model.sampleRate, audioMs: (best.samples.length / model.sampleRate) * 1000 };
}

async function say(model: SpeechModel, voice: string) {
  const startedAt = performance.now();
  let firstMs = 0;
  const utterance = await model.begin({ phonemes: warmUpSentence, voice, speed: 1 });
  const samples = new Float32Array(utterance.frames * model.frameSamples);
  for (let from = 0, chunk = 0; from < utterance.frames; chunk++) {
    const frames = utterance.chunked ? chunkFrames[Math.min(chunk, chunkFrames.length - 1)]! : utterance.frames;
    const to = Math.min(from + frames, utterance.frames);
    samples.set(await utterance.decode(from, to), from * model.frameSamples);
    if (from === 0) firstMs = performance.now() - startedAt;
    from = to;
  }
  return { samples, firstMs, ms: performance.now() - startedAt };
}
