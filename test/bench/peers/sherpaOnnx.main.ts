/** sherpa-onnx-node, sentence by sentence: https://www.npmjs.com/package/sherpa-onnx-node */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sherpaFiles } from './models.js';
import { servePeer } from './servePeer.js';

/** What is used of sherpa-onnx-node, which is installed by the benchmark alone. */
interface SherpaOnnx {
  readonly OfflineTts: {
    createAsync(config: unknown): Promise<{
      readonly sampleRate: number;
      generateAsync(request: {
        readonly text: string;
        readonly sid: number;
        readonly speed: number;
        readonly enableExternalBuffer: boolean;
        readonly onProgress: (made: { readonly samples: Float32Array }) => void;
      }): Promise<unknown>;
    }>;
  };
}

servePeer(async ({ folder, packages, espeakData, threads }) => {
  const { OfflineTts } = createRequire(join(packages, 'package.json'))('sherpa-onnx-node') as SherpaOnnx;
  const file = (name: string) => join(folder, name);
  const tts = await OfflineTts.createAsync({
    model: {
      kokoro: {
        model: file(sherpaFiles.model),
        voices: file(sherpaFiles.voices),
        tokens: file(sherpaFiles.tokens),
        dataDir: espeakData,
        lang: 'en-us',
      },
      numThreads: threads,
      provider: 'cpu',
      debug: false,
    },
    maxNumSentences: 1,
  });
  return {
    sampleRate: tts.sampleRate,
    async speak(text, play) {
      await tts.generateAsync({
        text,
        sid: 0,
        speed: 1,
        enableExternalBuffer: false,
        onProgress: ({ samples }) => {
          play(Float32Array.from(samples));
        },
      });
    },
  };
});
