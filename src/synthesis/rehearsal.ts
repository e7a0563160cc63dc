import { loadTimeStretch } from '../dsp/timeStretch.js';
import { SoundMeter } from '../metrics/soundMeter.js';
import { Timeline } from '../metrics/timeline.js';
import { defaults } from '../protocol/defaults.js';
import type { ReadingRequest } from '../protocol/reading.js';
import type { InferenceJobs, JobName, ModelFormat } from './inferenceProtocol.js';
import type { Inference } from './inferenceQueue.js';
import type { ReadingText } from './readingText.js';
import { CostModel } from './schedule/costModel.js';
import { Synthesis } from './synthesis.js';

/** Of everything that text can be made of, a little. */
const text =
  'Dr. Smith paid $3.50 for getUserById() at 9:30; "why not?" asked 42 people (or so). `foo_bar` wasn\'t there.';
/** Texts that are written otherwise: what is behind them is parsed and compiled as well. */
const others: readonly Pick<ReadingRequest, 'source' | 'languageId' | 'pieces'>[] = [
  {
    source: 'document',
    languageId: 'markdown',
    pieces: [
      {
        text: '# Tides\n\n- *One* `item()`, [a link](https://example.com)\n\n| name |\n|---|\n| a |\n\n> Quoted.\n\n```\ncode\n```\n',
        start: 0,
      },
    ],
  },
  {
    source: 'selection',
    languageId: 'typescript',
    pieces: [{ text: 'export const speak = (text: string) => text === "" ? 0 : text.length;', start: 0 }],
  },
  {
    source: 'comment',
    pieces: [{ text: '/**\n * Reads a text.\n * @param {string} userName the name\n */\n// TODO: more', start: 0 }],
  },
];
const framesPerPhoneme = 2;
/** Like speech, the noise is too loud now and then, and far from it most of the time: both are to be rehearsed. */
const [peakEvery, tooLoud, quiet] = [1_000, 1.5, 0.2];
const model: ModelFormat = { sampleRate: 24_000, frameSamples: 600, staged: true };

/**
 * Reads with noise in place of a voice, for nobody, so that what every reading goes through has been compiled before the
 * first one comes: its first chunk would take some 50 ms otherwise, in which the engine's main thread answers nobody.
 */
export async function rehearse(readingText: ReadingText): Promise<void> {
  const request: ReadingRequest = {
    ...defaults,
    id: 'rehearsal',
    acceptedAtMs: 0,
    cold: false,
    source: 'benchmark',
    pieces: [{ text, start: 0 }],
    model: 'noise',
    output: 'none',
  };
  const timeline = new Timeline(request);
  const meter = new SoundMeter(model.sampleRate);
  const tools = {
    inference: noise(),
    model,
    costs: new CostModel(),
    makeStretch: await loadTimeStretch(),
    chunks: true,
    level: { gainDb: 0, hear: () => undefined },
    phrases: undefined,
  };
  const context = { timeline, bufferedAheadMs: () => 0, speed: () => 1, signal: new AbortController().signal };
  const synthesis = new Synthesis(
    request,
    (skipped) => readingText.sentences(request, 'en-US', skipped),
    tools,
    context,
  );
  for await (const produced of synthesis.run()) if (produced.kind === 'chunk') meter.push(produced.samples);
  await meter.figures();
  for (const other of others) Array.from(readingText.sentences({ ...request, ...other }, 'en-US', () => undefined));
}

/** What answers as the inference thread does. */
function noise(): Inference {
  let utterances = 0;
  const jobs: { [Name in JobName]?: (params: InferenceJobs[Name]['params']) => InferenceJobs[Name]['result'] } = {
    begin: ({ phonemes }) => {
      const durations = { lead: 4, phonemes: Array.from(phonemes, () => framesPerPhoneme), trail: 8 };
      const frames = durations.lead + framesPerPhoneme * durations.phonemes.length + durations.trail;
      return { utterance: ++utterances, frames, durations, chunked: true, computeMs: 1 };
    },
    decode: ({ from, to }) => {
      const samples = Float32Array.from({ length: (to - from) * model.frameSamples }, (_, i) =>
        i % peakEvery === 0 ? tooLoud : quiet * (2 * Math.random() - 1),
      );
      return { samples, computeMs: 1 };
    },
    release: () => null,
  };
  return {
    awake: true,
    run: (job, params) => Promise.resolve(jobs[job]!(params)),
  };
}
