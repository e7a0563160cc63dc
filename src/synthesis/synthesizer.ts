import { join } from 'node:path';
import { findVoice, loadCatalog } from '../models/catalog.js';
import type { Model } from '../models/catalog.js';
import { ModelStore } from '../models/store.js';
import type { EngineOptions } from '../protocol/engine.js';
import { AloudError } from '../protocol/errors.js';
import type { ReadingRequest, SkippedPassage } from '../protocol/reading.js';
import { loadEnglish } from '../text/pronounce/english.js';
import type { English } from '../text/pronounce/english.js';
import { sentences } from '../text/sentences.js';
import type { Accent } from '../text/sentence.js';
import type { LoadedModel } from './inferenceProtocol.js';
import type { InferenceWorker } from './inferenceWorker.js';
import type { Produced } from './produced.js';
import { CostModel } from './schedule/costModel.js';
import { Synthesis } from './synthesis.js';
import type { SynthesisContext } from './synthesis.js';

/** The model that `auto` stands for. */
const DEFAULT_MODEL = 'kokoro';

/** Makes speech of text with one model, which it has loaded in the inference thread. */
export class Synthesizer {
  private readonly costs = new CostModel();

  private constructor(
    private readonly inference: InferenceWorker,
    private readonly model: Model,
    private readonly loaded: LoadedModel,
    private readonly english: Readonly<Record<Accent, English>>,
  ) {}

  /** @throws AloudError `unknown-model`, `model-missing`, `model-damaged`, `unsupported-platform` */
  static async open(inference: InferenceWorker, options: EngineOptions): Promise<Synthesizer> {
    const { modelsFolder, assetsFolder, threads, provider } = options;
    const store = new ModelStore(modelsFolder, await loadCatalog(assetsFolder));
    const { model, graph, folder } = await store.open(options.model === 'auto' ? DEFAULT_MODEL : options.model);
    const loading = inference.load({ family: model.family, graph, folder, threads, provider });
    // While the model loads in its thread nobody minds that this one is busy for a moment.
    const lexicons = join(assetsFolder, 'lexicons');
    const english = { us: loadEnglish(lexicons, 'us'), gb: loadEnglish(lexicons, 'gb') };
    return new Synthesizer(inference, model, await loading, english);
  }

  get provider(): string {
    return this.loaded.provider;
  }

  get sampleRate(): number {
    return this.loaded.sampleRate;
  }

  /** Load and warm-up. */
  get warmMs(): number {
    return this.loaded.warmMs;
  }

  get modelId(): string {
    return this.model.id;
  }

  /** @throws AloudError `unknown-voice`, `bad-value` */
  check({ voice, speed }: ReadingRequest): void {
    findVoice(this.model, voice);
    if (!(speed >= 0.5 && speed <= 4)) {
      throw new AloudError('bad-value', `A speed of ${speed} is not possible: choose one from 0.5 to 4.`);
    }
  }

  /**
   * The samples of a reading, chunk by chunk, as far ahead of the playhead as it takes not to run dry. Ends early when
   * it is aborted.
   * @throws AloudError `nothing-to-read`
   */
  synthesize(request: ReadingRequest, context: SynthesisContext): AsyncGenerator<Produced> {
    const { inference, loaded, costs } = this;
    const english = this.english[findVoice(this.model, request.voice).language === 'en-GB' ? 'gb' : 'us'];
    const text = (onSkipped: (passage: SkippedPassage) => void) => sentences(request.pieces, english, { onSkipped });
    return new Synthesis(request, text, { inference, model: loaded, costs }, context).run();
  }
}
