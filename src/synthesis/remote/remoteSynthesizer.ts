import { Resampler } from '../../dsp/resampler.js';
import { loadTimeStretch, type MakeTimeStretch } from '../../dsp/timeStretch.js';
import { monotonicMs } from '../../metrics/clock.js';
import type { Catalog, Voice } from '../../models/catalog.js';
import { ModelStore } from '../../models/store.js';
import type { EngineOptions, SpeechServerOptions } from '../../protocol/engine.js';
import { AloudError, messageOf } from '../../protocol/errors.js';
import type { ReadingRequest } from '../../protocol/reading.js';
import { NOTHING_KEPT } from '../cache/phraseCache.js';
import { checkSpeed } from '../limits.js';
import type { Produced } from '../produced.js';
import type { TextOf } from '../readingSentences.js';
import { ReadingText } from '../readingText.js';
import type { SpeechSynthesizer, SynthesisContext, SynthesizerFacts } from '../speechSynthesizer.js';
import { RemoteSynthesis } from './remoteSynthesis.js';
import { ServerFailure } from './serverFailure.js';
import { SpeakingPace } from './speakingPace.js';
import { SpeechClient } from './speechClient.js';

/** Loads the model of this machine. */
export type OpenLocal = (options: EngineOptions, text: ReadingText) => Promise<SpeechSynthesizer>;

/** Of every reading, in samples a second; whatever has another one is brought to it. That of Kokoro and of OpenAI. */
const SAMPLE_RATE = 24_000;
/** What every server takes for its model. */
const ANY_MODEL = 'tts-1';
/** A server that failed is left alone for so long: nobody waits for it at each reading. */
const LEFT_ALONE_MS = 30_000;

/** Has a server speak, and this machine while the server does not. */
export class RemoteSynthesizer implements SpeechSynthesizer {
  readonly isResting = false;
  /** What stands in, once it was needed. */
  private local: SpeechSynthesizer | undefined;
  private opening: Promise<SpeechSynthesizer> | undefined;
  /** Why the server did not speak when it was asked last. */
  private failure: ServerFailure | undefined;
  private failedAtMs = -Infinity;
  private told: string | undefined;
  private readonly paces = new Map<string, SpeakingPace>();

  private constructor(
    private readonly client: SpeechClient,
    private readonly options: EngineOptions,
    private readonly catalog: Catalog,
    private readonly text: ReadingText,
    readonly makeStretch: MakeTimeStretch,
    private readonly openLocal: OpenLocal,
  ) {}

  /**
   * Asks the server nothing yet, and needs no model.
   * @throws AloudError `bad-value` where the address cannot be used
   */
  static async open(
    server: SpeechServerOptions,
    options: EngineOptions,
    openLocal: OpenLocal,
  ): Promise<RemoteSynthesizer> {
    const client = new SpeechClient(server);
    const { assetsFolder, modelsFolder } = options;
    const { catalog } = await ModelStore.load(assetsFolder, modelsFolder);
    const text = new ReadingText(assetsFolder);
    return new RemoteSynthesizer(client, options, catalog, text, await loadTimeStretch(), openLocal);
  }

  get facts(): SynthesizerFacts {
    const { host } = this.client;
    return {
      model: this.options.model,
      provider: 'server',
      providerReason: this.failure?.message ?? `The speech server ${host} speaks, as "aloud.engine.url" says.`,
      threads: 0,
      form: `speech server ${host}`,
      sampleRate: SAMPLE_RATE,
      warmMs: 0,
      cache: this.local?.facts.cache ?? { ...NOTHING_KEPT, hits: { ...NOTHING_KEPT.hits, speculated: 0 } },
      speculation: { made: 0, used: 0, wasted: 0 },
    };
  }

  /** Those that other programs get, who are served by this machine. */
  get voices(): readonly Voice[] {
    return this.local?.voices ?? this.catalog.models[0]?.voices ?? [];
  }

  /** There is nothing that it would have to take up. */
  warm(): Promise<void> {
    return Promise.resolve();
  }

  /** Which voices there are only the server knows. */
  accept(request: ReadingRequest): ReadingRequest {
    checkSpeed(request.speed);
    return request;
  }

  /** It would cost the server, which has others to speak for. */
  speculate(): Promise<void> {
    return Promise.resolve();
  }

  async *synthesize(request: ReadingRequest, context: SynthesisContext): AsyncGenerator<Produced> {
    // Other programs that speak with this engine do not get at the user's server and key.
    if (request.source === 'http' || this.isLeftAlone) {
      yield* this.speakHere(request, context, 0);
      return;
    }
    const synthesis = this.remoteSynthesis(request, context);
    try {
      for await (const produced of synthesis.run()) {
        if (produced.kind === 'chunk') this.failure = this.told = undefined;
        yield produced;
      }
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      this.failure = error;
      this.failedAtMs = monotonicMs();
      yield* this.speakHere(synthesis.rest, context, synthesis.madeMs);
    }
  }

  /** Whoever has nothing else to speak with may ask it as often as they like. */
  private get isLeftAlone(): boolean {
    return this.local !== undefined && this.failure !== undefined && monotonicMs() - this.failedAtMs < LEFT_ALONE_MS;
  }

  private remoteSynthesis(request: ReadingRequest, context: SynthesisContext): RemoteSynthesis {
    const { client, catalog } = this;
    const { model, voice } = request;
    const known = catalog.models.flatMap(({ voices }) => voices).find(({ id }) => id === voice);
    const text: TextOf = (onSkipped) => this.text.sentences(request, known?.language ?? 'en-US', onSkipped);
    let pace = this.paces.get(voice);
    if (!pace) this.paces.set(voice, (pace = new SpeakingPace()));
    const tools = { client, model: model === 'auto' ? ANY_MODEL : model, pace, sampleRate: SAMPLE_RATE };
    return new RemoteSynthesis(request, text, tools, context);
  }

  /** @param madeMs How much sound of the reading there is already. */
  private async *speakHere(
    request: ReadingRequest,
    context: SynthesisContext,
    madeMs: number,
  ): AsyncGenerator<Produced> {
    const local = await this.opened();
    if (context.signal.aborted) return;
    if (this.failure && this.told !== this.failure.message && request.source !== 'http') {
      this.told = this.failure.message;
      yield { kind: 'notice', message: `${this.failure.message} This machine reads instead.` };
    }
    const { provider, model, sampleRate } = local.facts;
    if (madeMs === 0) {
      context.timeline.provider = provider;
      context.timeline.model = model;
    }
    const resampler = sampleRate === SAMPLE_RATE ? undefined : new Resampler(sampleRate, SAMPLE_RATE);
    for await (const produced of local.synthesize(local.accept(request), context)) {
      yield moved(produced, madeMs, resampler);
    }
  }

  /** @throws AloudError */
  private async opened(): Promise<SpeechSynthesizer> {
    // A model that only the server has is none to load here.
    const isKnown = this.catalog.models.some(({ id }) => id === this.options.model);
    this.opening ??= this.openLocal({ ...this.options, ...(!isKnown && { model: 'auto' }) }, this.text);
    try {
      return (this.local = await this.opening);
    } catch (error) {
      this.opening = undefined;
      if (!this.failure) throw error;
      const message = `${this.failure.message} This machine cannot read instead: ${messageOf(error)}`;
      throw new AloudError('network', message, { cause: error });
    }
  }
}

/** What was made for a reading of its own, as a part of one that has gone on for so long. */
function moved(produced: Produced, byMs: number, resampler: Resampler | undefined): Produced {
  switch (produced.kind) {
    case 'begun':
    case 'words':
      return { ...produced, words: produced.words.map((word) => ({ ...word, atMs: word.atMs + byMs })) };
    case 'chunk':
      return resampler ? { ...produced, samples: resampler.push(produced.samples) } : produced;
    case 'made':
    case 'notice':
    case 'skipped':
      return produced;
  }
}
