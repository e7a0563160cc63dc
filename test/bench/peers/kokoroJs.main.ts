/** kokoro-js, streaming through its own splitter: https://www.npmjs.com/package/kokoro-js */
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { tokensOf } from '../../../src/synthesis/kokoro/vocabulary.js';
import { servePeer } from './servePeer.js';

/** What is used of kokoro-js, which is installed by the benchmark alone. */
interface KokoroJs {
  readonly KokoroTTS: new (
    model: unknown,
    tokenizer: (phonemes: string) => { input_ids: unknown },
  ) => {
    stream(
      splitter: unknown,
      options: { readonly voice: string },
    ): AsyncIterable<{ readonly audio: { readonly audio: Float32Array; readonly sampling_rate: number } }>;
  };
  readonly TextSplitterStream: new () => { push(text: string): void; close(): void };
}

interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
  readonly StyleTextToSpeech2Model: {
    from_pretrained(id: string, options: Readonly<Record<string, unknown>>): Promise<unknown>;
  };
}

const sampleRate = 24_000;

servePeer(async ({ folder, packages, voice, threads }) => {
  const requirePeer = createRequire(join(packages, 'package.json'));
  const { KokoroTTS, TextSplitterStream } = requirePeer('kokoro-js') as KokoroJs;
  const requireDependency = createRequire(requirePeer.resolve('kokoro-js'));
  const { env, StyleTextToSpeech2Model, Tensor } = requireDependency('@huggingface/transformers') as Transformers;
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const model = await StyleTextToSpeech2Model.from_pretrained(basename(folder), {
    dtype: 'fp32', // the file named model.onnx, as it is
    device: 'cpu',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  const kokoro = new KokoroTTS(model, (phonemes) => {
    const { ids } = tokensOf(phonemes);
    return { input_ids: new Tensor('int64', ids, [1, ids.length]) };
  });
  return {
    sampleRate,
    async speak(text, play) {
      const splitter = new TextSplitterStream();
      splitter.push(text);
      splitter.close(); // of a plain string the stream would never end
      for await (const { audio } of kokoro.stream(splitter, { voice })) play(audio.audio);
    },
  };
});
