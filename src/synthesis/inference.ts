/**
 * Entry of the inference thread. `InferenceSession.run` blocks the thread that calls it for as long as the model
 * computes, so everything that calls it lives here and the engine's main thread stays free.
 */
import { parentPort, threadId } from 'node:worker_threads';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { InferenceJobs, JobMessage, JobName, JobReply } from './inferenceProtocol.js';
import { loadSpeechModel } from './loadSpeechModel.js';
import type { SpeechModel, Utterance } from './speechModel.js';

class InferenceThread {
  private model: SpeechModel | undefined;
  private readonly utterances = new Map<number, Utterance>();
  /** No two threads of a process give the same number to an utterance: one may be asked for another's. */
  private lastUtterance = threadId * 2 ** 32;

  private readonly jobs: {
    [Name in JobName]: (params: InferenceJobs[Name]['params']) => Promise<InferenceJobs[Name]['result']>;
  } = {
    load: async (params) => {
      const startedAt = performance.now();
      const previous = this.model;
      this.model = undefined;
      this.utterances.clear();
      await previous?.close();
      const { model, ...opened } = await loadSpeechModel(params);
      const warmCosts = await model.warm(params.voice, params.measuring);
      this.model = model;
      const { sampleRate, frameSamples, staged } = model;
      return {
        ...opened,
        execution: { provider: params.provider, threads: params.threads, form: params.form },
        warmCosts,
        sampleRate,
        frameSamples,
        staged,
        warmMs: performance.now() - startedAt,
      };
    },

    begin: async (params) => {
      const startedAt = performance.now();
      const utterance = await this.loaded().begin(params);
      this.utterances.set(++this.lastUtterance, utterance);
      const { frames, durations, chunked } = utterance;
      const computeMs = performance.now() - startedAt;
      return { utterance: this.lastUtterance, frames, durations, chunked, computeMs };
    },

    decode: async ({ utterance, from, to }) => {
      const startedAt = performance.now();
      const samples = await this.utterances.get(utterance)?.decode(from, to);
      if (!samples) throw new AloudError('internal', `There is no utterance ${utterance}.`);
      return { samples, computeMs: performance.now() - startedAt };
    },

    release: ({ utterance }) => {
      this.utterances.delete(utterance);
      return Promise.resolve(null);
    },
  };

  async handle({ id, job, params }: JobMessage): Promise<JobReply> {
    try {
      // TypeScript cannot relate `job` to `params` across the union; JobMessage does.
      const run = this.jobs[job] as (params: JobMessage['params']) => Promise<InferenceJobs[JobName]['result']>;
      return { id, result: await run(params) };
    } catch (error) {
      const code = error instanceof AloudError ? error.code : 'internal';
      return { id, error: { code, message: messageOf(error) } };
    }
  }

  private loaded(): SpeechModel {
    if (!this.model) throw new AloudError('internal', 'No model is loaded.');
    return this.model;
  }
}

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');
const thread = new InferenceThread();
let previous: Promise<unknown> = Promise.resolve();
port.on('message', (message: JobMessage) => {
  previous = previous.then(async () => {
    const reply = await thread.handle(message);
    const samples = 'result' in reply && reply.result && 'samples' in reply.result ? reply.result.samples : undefined;
    port.postMessage(reply, samples ? [samples.buffer as ArrayBuffer] : []);
  });
});
