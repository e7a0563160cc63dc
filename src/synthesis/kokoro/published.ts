import type { InferenceSession } from 'onnxruntime-node';
import { basename } from 'node:path';
import { Graph } from '../../onnx/graph.js';
import { AloudError } from '../../protocol/errors.js';
import { silentUtterance, type SpeechModel, type Utterance, type UtteranceInput } from '../speechModel.js';
import { paths } from './derivation/published.js';
import { frameSamples, sampleRateHz } from './format.js';
import { durationsOf, prepare } from './input.js';
import { openSession, type SessionSettings } from '../session.js';
import { Voices } from './voice.js';

/** It makes all of an utterance: of a short one it is warm as well. */
const warmUpWord = 'həlˈO.';

/** Tensor of the published graph that holds the frames of each token. */
const durations = '/encoder/Cast_output_0';

/** The published Kokoro graph: a whole utterance at once, whatever is asked of it. Speaks until the derived graphs can. */
export class PublishedKokoro implements SpeechModel {
  readonly sampleRate = sampleRateHz;
  readonly frameSamples = frameSamples;
  readonly staged = false;

  private constructor(
    private readonly session: InferenceSession,
    private readonly voices: Voices,
    readonly provider: string,
    /** It is the quantised graph of the catalogue, which faster ones can be derived from. */
    readonly isQuantised: boolean,
  ) {}

  static async open(modelPath: string, voicesFolder: string, settings: SessionSettings): Promise<PublishedKokoro> {
    const graph = await Graph.read(modelPath);
    if (!graph.producer('audio') || !graph.producer(durations)) {
      throw new AloudError(
        'model-damaged',
        `${basename(modelPath)} is not a Kokoro graph that Aloud knows: install another one.`,
      );
    }
    const model = graph.encode({
      audio: graph.value('audio'),
      durations: { value: graph.value(durations), type: 'int64' },
    });
    const session = await openSession(model, settings);
    const isQuantised = graph
      .allNodes()
      .some(({ name, opType }) => opType === 'ConvInteger' && name.startsWith(paths.decoder));
    return new PublishedKokoro(session, new Voices(voicesFolder), settings.provider, isQuantised);
  }

  async warm(voice: string): Promise<undefined> {
    await this.begin({ phonemes: warmUpWord, voice, speed: 1 });
  }

  async begin(input: UtteranceInput): Promise<Utterance> {
    const prepared = await prepare(input, this.voices);
    if (!prepared) return silentUtterance;
    const made = await this.session.run(prepared.feeds);
    const audio = made.audio!.data as Float32Array;
    return {
      frames: audio.length / frameSamples,
      durations: durationsOf(prepared.tokens, made.durations!.data as BigInt64Array),
      chunked: false,
      decode: (from, to) => Promise.resolve(audio.slice(from * frameSamples, to * frameSamples)),
    };
  }

  close(): Promise<void> {
    return this.session.release();
  }
}
