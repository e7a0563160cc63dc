import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadTimeStretch } from '../dsp/timeStretch.js';
import type { MakeTimeStretch } from '../dsp/timeStretch.js';
import { findVoice } from '../models/catalog.js';
import type { Catalog, Model, Voice } from '../models/catalog.js';
import { sha256OfFile } from '../models/hash.js';
import { ModelStore } from '../models/store.js';
import { voiceIn } from '../models/voices.js';
import type { EngineOptions } from '../protocol/engine.js';
import { messageOf } from '../protocol/errors.js';
import type { ReadingRequest } from '../protocol/reading.js';
import { NOTHING_KEPT, PhraseCache } from './cache/phraseCache.js';
import { VoicePhrases } from './cache/voicePhrases.js';
import { autoModel } from './autoModel.js';
import { CostStore } from './costStore.js';
import type { LoadedModel, ModelParams } from './inferenceProtocol.js';
import { InferenceQueue, URGENCY } from './inferenceQueue.js';
import type { InferenceWorker } from './inferenceWorker.js';
import { VoiceLevels } from './loudness/voiceLevels.js';
import { predictorFile } from './kokoro/predictors.js';
import { checkSpeed } from './limits.js';
import { modelParams } from './modelParams.js';
import type { ModelChoice } from './modelChoice.js';
import { Notices } from './notices.js';
import type { Produced } from './produced.js';
import { ReadingText } from './readingText.js';
import { rehearse } from './rehearsal.js';
import type { TextOf } from './readingSentences.js';
import type { AcceptedRequest, SpeechSynthesizer, SynthesisContext, SynthesizerFacts } from './speechSynthesizer.js';
import { Speculation } from './speculation.js';
import { Synthesis } from './synthesis.js';
import type { Execution } from './trials/execution.js';
import type { TrialOptions } from './trials/runTrial.js';
import { Trials } from './trials/trials.js';
import type { Job } from './workshop.js';

/** Makes speech of text with one model, which it has loaded in the inference thread. */
export class Synthesizer implements SpeechSynthesizer {
  private readonly queue: InferenceQueue;
  private readonly notices = new Notices();
  /** What may be read next. */
  private readonly speculation = new Speculation((request, context) => this.synthesis(request, context));
  /** By path; a predictor is written once. */
  private readonly predictorDigests = new Map<string, string>();

  private constructor(
    private readonly inference: InferenceWorker,
    private readonly model: Model,
    private readonly catalog: Catalog,
    private readonly params: ModelParams,
    private readonly trials: Trials,
    private readonly text: ReadingText,
    readonly makeStretch: MakeTimeStretch,
    private loaded: LoadedModel,
    private costs: CostStore,
    private readonly cache: PhraseCache | undefined,
    private readonly levels: VoiceLevels,
    /** The one that somebody heard last, or will hear first: it is loaded with the model. */
    private voice: string,
    /** Why it is this model that reads, where the user ought to know. */
    private readonly choiceNotice: string | undefined,
  ) {
    this.queue = new InferenceQueue(inference);
  }

  /**
   * @param text Its lexicons, where they have been loaded.
   * @throws AloudError `unknown-model`, `model-missing`, `model-damaged`, `unsupported-platform`
   */
  static async open(inference: InferenceWorker, options: EngineOptions, text?: ReadingText): Promise<Synthesizer> {
    const { modelsFolder, assetsFolder, threads, provider } = options;
    const store = await ModelStore.load(assetsFolder, modelsFolder);
    const choice: ModelChoice = options.model === 'auto' ? await autoModel(store, options) : { id: options.model };
    const installed = await store.open(choice.id);
    const { model, folder } = installed;
    const params = modelParams(installed, assetsFolder);
    const trials = await Trials.open({ params, settings: { threads, provider } });
    // Whether it has the one that is wanted a reading will tell.
    const { id: voice } = model.voices.find(({ id }) => id === options.voice) ?? model.voices[0]!;
    const loading = load(inference, params, trials, voice);
    const caching = options.cache && PhraseCache.open(options.cache);
    // While the model loads in its thread nobody minds that this one is busy for a moment.
    const readingText = text ?? new ReadingText(assetsFolder);
    const [loaded] = await Promise.all([loading, rehearse(readingText)]); // together, as loading may fail meanwhile
    const levels = await VoiceLevels.open(
      join(assetsFolder, 'loudness.json'),
      join(folder, 'loudness.json'),
      model.id,
      loaded.sampleRate,
    );
    const stretch = await loadTimeStretch();
    const costs = await costsOf(params, loaded);
    return new Synthesizer(
      inference,
      model,
      store.catalog,
      params,
      trials,
      readingText,
      stretch,
      loaded,
      costs,
      await caching,
      levels,
      voice,
      choice.notice,
    );
  }

  get facts(): SynthesizerFacts {
    const { execution, form, sampleRate, warmMs } = this.loaded;
    const cache = this.cache?.figures ?? NOTHING_KEPT;
    const speculation = this.speculation.figures;
    return {
      model: this.model.id,
      provider: execution.provider,
      providerReason: this.trials.choice.reason,
      threads: execution.threads,
      form,
      sampleRate,
      warmMs,
      cache: { ...cache, hits: { ...cache.hits, speculated: speculation.used } },
      speculation,
    };
  }

  get voices(): readonly Voice[] {
    return this.model.voices;
  }

  get isResting(): boolean {
    return !this.inference.awake;
  }

  async warm(): Promise<void> {
    await this.inference.wake();
  }

  /** Lets go of the model's memory. */
  rest(): void {
    this.speculation.drop();
    this.inference.rest();
  }

  /** Derived graphs were damaged and have to be made again. */
  get damaged(): boolean {
    return this.loaded.damaged;
  }

  /** The job that makes this model fast on this machine; undefined where it has been done. */
  get derivation(): Job | undefined {
    return this.loaded.toDerive;
  }

  /** The job that lets a voice be decoded in chunks; undefined where that can be, or where nothing can. */
  calibration(voice: string): Job | undefined {
    const { derivation } = this.loaded;
    const isOwn = this.model.voices.some(({ id }) => id === voice); // a server may have spoken in another one
    if (derivation === undefined || !isOwn || this.isCalibrated(voice)) return undefined;
    return {
      kind: 'calibrate',
      voice,
      derivation,
      voicesFolder: join(this.params.folder, 'voices'),
      calibrationFolder: this.calibrationFolder,
      predictorsFolder: this.predictorsFolder,
    };
  }

  /** Other ways to run the model than it is run in are still to be tried, or to be tried again on a quieter machine. */
  get mayBeFaster(): boolean {
    return this.loaded.toDerive === undefined && !this.trials.areDone;
  }

  /** The model is run in another way than the one that is known to be the fastest, so it is to be loaded again. */
  get isOutdone(): boolean {
    return this.trials.isOutdone(this.loaded.execution);
  }

  /**
   * Tries all of them, one by one. What could be measured only beside other work decides for now, and is to be tried
   * again.
   * @throws AloudError `cancelled`
   */
  async *tryOut(options: TrialOptions): AsyncGenerator<string> {
    const ids = this.model.voices.map(({ id }) => id);
    const voice = ids.find((id) => this.isCalibrated(id)) ?? ids[0]!;
    this.trials.doubt();
    while (this.trials.next && !options.signal.aborted) yield await this.trials.run(voice, options);
  }

  /** Loads the model again, in the best form there is now. */
  async reload(): Promise<void> {
    this.speculation.drop();
    this.loaded = await load(this.inference, this.params, this.trials, this.voice);
    this.costs = await costsOf(this.params, this.loaded);
  }

  async clearCache(): Promise<void> {
    await this.cache?.clear();
  }

  async saveCache(): Promise<void> {
    await this.cache?.save();
  }

  /** In a voice that this model has. */
  accept(request: ReadingRequest): AcceptedRequest {
    checkSpeed(request.speed);
    const { id, name } = voiceIn(this.model, request.voice, this.catalog);
    if (id === request.voice) return request;
    return { ...request, voice: id, notice: `${this.model.name} has no voice "${request.voice}": ${name} reads.` };
  }

  speculate(request: ReadingRequest): Promise<void> {
    return this.speculation.prepare(request);
  }

  async *synthesize(request: AcceptedRequest, context: SynthesisContext): AsyncGenerator<Produced> {
    const { costs } = this;
    // What others ask for over the network says nothing of what the editor may read next, nor in which voice.
    const isOwn = request.source !== 'http';
    if (isOwn) this.voice = request.voice;
    const prepared = isOwn ? await this.speculation.take(request, context) : undefined;
    const synthesis = prepared ?? (await this.synthesis(request, context));
    try {
      for (const message of [this.choiceNotice, this.trials.choice.notice, request.notice]) {
        if (message !== undefined && this.notices.take(message, request)) yield { kind: 'notice', message };
      }
      for await (const produced of synthesis.run()) {
        if (produced.kind !== 'notice' || this.notices.take(produced.message, request)) yield produced;
      }
    } finally {
      costs.save();
      void this.levels.learn();
    }
  }

  private async synthesis(request: ReadingRequest, context: SynthesisContext): Promise<Synthesis> {
    const { loaded, costs, makeStretch } = this;
    const inference = this.queue.lane(request.source === 'http' ? URGENCY.server : URGENCY.editor, context.signal);
    const level = this.levels.of(request.voice);
    const phrases = await this.phrases(request, level.gainDb);
    const { language } = findVoice(this.model, request.voice);
    const text: TextOf = (onSkipped) => this.text.sentences(request, language, onSkipped);
    const chunks = this.chunks(request.voice);
    const tools = { inference, model: loaded, costs: costs.costs, makeStretch, chunks, level, phrases };
    return new Synthesis(request, text, tools, context);
  }

  /** What is kept of this voice as it sounds now. */
  private async phrases({ voice, speed, source }: ReadingRequest, gainDb: number): Promise<VoicePhrases | undefined> {
    const { cache } = this;
    if (!cache || source === 'benchmark') return undefined;
    const { sha256 } = this.params;
    const { derivation = 'published', execution } = this.loaded;
    const model = [sha256, basename(derivation), execution.provider].join(' ');
    const calibration = await this.predictorDigest(voice);
    return new VoicePhrases(cache, { model, voice, speed, calibration, gainDb });
  }

  private get calibrationFolder(): string {
    return join(this.params.assetsFolder, 'kokoro');
  }

  private get predictorsFolder(): string {
    return join(this.params.folder, 'predictors');
  }

  /** Whether utterances in this voice are decoded in chunks. */
  private chunks(voice: string): boolean {
    const { staged, derivation } = this.loaded;
    return derivation === undefined ? staged : this.isCalibrated(voice);
  }

  private isCalibrated(voice: string): boolean {
    return this.predictorOf(voice) !== undefined;
  }

  /** What the voice's statistics are predicted from; undefined where they are not. */
  private predictorOf(voice: string): string | undefined {
    const folders = [this.calibrationFolder, this.predictorsFolder];
    return folders.map((folder) => join(folder, predictorFile(voice))).find(existsSync);
  }

  private async predictorDigest(voice: string): Promise<string> {
    const path = this.predictorOf(voice);
    if (path === undefined || !this.loaded.staged) return '';
    let digest = this.predictorDigests.get(path);
    if (digest === undefined) this.predictorDigests.set(path, (digest = await sha256OfFile(path)));
    return digest;
  }
}

/** Loads a model in the way that is fastest here; should that fail for once, on the processor. */
async function load(
  inference: InferenceWorker,
  params: ModelParams,
  trials: Trials,
  voice: string,
): Promise<LoadedModel> {
  const { execution } = trials.choice;
  const loadAs = async (chosen: Execution) => {
    const { costs } = await CostStore.open(params.folder, costsName(chosen, true));
    return inference.load({ ...params, ...chosen, voice, measuring: !costs.isKnown });
  };
  try {
    return await loadAs(execution);
  } catch (error) {
    if (execution.provider === 'cpu') throw error;
    await trials.reject(execution, messageOf(error));
    return loadAs(trials.choice.execution);
  }
}

/** What costs depend on besides the model. */
function costsName({ provider, threads, form }: Execution, staged: boolean): string {
  return `${provider}-${threads}-${form}-${staged ? 'chunks' : 'whole'}`;
}

/** What is known of the costs of a model that has just been loaded. */
async function costsOf({ folder }: ModelParams, { execution, staged, warmCosts }: LoadedModel): Promise<CostStore> {
  const store = await CostStore.open(folder, costsName(execution, staged));
  if (warmCosts) {
    store.costs.observe('front', warmCosts.begin.phonemes, warmCosts.begin.ms);
    for (const { frames, ms } of warmCosts.chunks) store.costs.observe('chunk', frames, ms);
  }
  return store;
}
