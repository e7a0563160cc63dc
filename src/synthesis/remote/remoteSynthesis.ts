import type { ReadingRequest, WordTime } from '../../protocol/reading.js';
import type { Sentence } from '../../text/sentence.js';
import type { Produced } from '../produced.js';
import { ReadingSentences, type TextOf } from '../readingSentences.js';
import { pauseAfterMs } from '../silence.js';
import type { SynthesisContext } from '../speechSynthesizer.js';
import { mostAheadMs, untilBuffered } from '../untilBuffered.js';
import { AskedSentence } from './askedSentence.js';
import { EstimatedWords, unitsOf } from './estimatedWords.js';
import type { SpeakingPace } from './speakingPace.js';
import type { SpeechClient } from './speechClient.js';

/** What a synthesis by a server needs besides the text. */
export interface RemoteTools {
  readonly client: SpeechClient;
  /** As the server calls it. */
  readonly model: string;
  readonly pace: SpeakingPace;
  /** Of the reading, in samples a second. */
  readonly sampleRate: number;
}

/** The synthesis of one reading by a server: sentence by sentence, the next one asked for while one arrives. */
export class RemoteSynthesis {
  /** What of the reading was not passed on whole. */
  rest: ReadingRequest;
  private readonly sentences: ReadingSentences;
  private readonly unasked: Iterator<Sentence>;
  private readonly mostAheadMs: number;
  /** Ends every request. */
  private readonly leaving = new AbortController();
  private readonly signal: AbortSignal;
  private madeSamples = 0;
  private current: AskedSentence | undefined;
  private following: AskedSentence | undefined;

  constructor(
    private readonly request: ReadingRequest,
    text: TextOf,
    private readonly tools: RemoteTools,
    private readonly context: SynthesisContext,
  ) {
    this.rest = request;
    this.sentences = new ReadingSentences(text, request, (ms) => {
      context.timeline.addStage('text', ms);
    });
    this.unasked = this.sentences[Symbol.iterator]();
    this.mostAheadMs = mostAheadMs(request);
    this.signal = AbortSignal.any([context.signal, this.leaving.signal]);
  }

  /** How much sound was passed on. */
  get madeMs(): number {
    return this.toMs(this.madeSamples);
  }

  /**
   * Ends early when it is aborted.
   * @throws ServerFailure; AloudError `nothing-to-read`
   */
  async *run(): AsyncGenerator<Produced> {
    try {
      this.current = this.ask();
      while (this.current) {
        const { current } = this;
        yield* this.sentences.newlySkipped();
        yield* this.speak(current);
        // What was asked for is taken at once: a server does not wait for a listener who has paused.
        if (!this.following) await untilBuffered(this.mostAheadMs, this.context);
        const next = this.following ?? this.ask();
        if (next ?? this.request.open) yield* this.pauseAfter(current);
        yield { kind: 'made', row: current.row() };
        this.rest = { ...this.request, resumeAt: current.sentence.end, passing: 0 };
        this.current = next;
        this.following = undefined;
      }
      yield* this.sentences.newlySkipped();
      if (this.madeSamples === 0 && !this.signal.aborted) this.sentences.checkSomething();
    } catch (error) {
      if (this.current && this.current.audioMs > 0) yield { kind: 'made', row: this.current.row() };
      if (!this.signal.aborted) throw error; // nobody waits for it any more
    } finally {
      this.leaving.abort();
    }
  }

  /** Asks for the next sentence, if there is one. */
  private ask(): AskedSentence | undefined {
    if (this.signal.aborted) return undefined;
    const next = this.unasked.next();
    if (next.done === true) return undefined;
    const { client, model, sampleRate } = this.tools;
    const { timeline } = this.context;
    const speed = this.context.speed();
    const input = next.value.words.map(({ spoken }) => spoken).join(' ');
    const chunks = client.speak({ model, input, voice: this.request.voice, speed }, this.signal);
    const onWaited = (ms: number) => {
      timeline.addStage('server', ms);
      timeline.addCompute(ms);
    };
    return new AskedSentence(next.value, speed, chunks, { sampleRate, onWaited });
  }

  private async *speak(asked: AskedSentence): AsyncGenerator<Produced> {
    const { sentence, speed } = asked;
    const { start, end, words } = sentence;
    const { pace } = this.tools;
    const units = unitsOf(words);
    const atMs = this.madeMs;
    let times: EstimatedWords | undefined;
    for await (const { samples, wholeMs, waitedMs } of asked.sound()) {
      const untilMs = this.toMs(this.madeSamples + samples.length);
      if (times) yield* this.announce(sentence, times.until(untilMs));
      else {
        times = new EstimatedWords(words, {
          atMs,
          unitMs: wholeMs === undefined ? pace.unitMs(speed) : wholeMs / units,
        });
        const place = this.sentences.placeOf(sentence);
        yield { kind: 'begun', start, end, sentence: place, words: times.until(untilMs) };
      }
      yield this.pass(asked, samples, waitedMs);
      if (!this.following && this.context.bufferedAheadMs() <= this.mostAheadMs) this.following = this.ask();
    }
    if (!times) return;
    yield* this.announce(sentence, times.atEnd(this.madeMs));
    pace.heard(units, this.madeMs - atMs, speed);
  }

  private *announce(sentence: Sentence, words: readonly WordTime[]): Generator<Produced> {
    if (words.length > 0) yield { kind: 'words', sentence: this.sentences.placeOf(sentence), words };
  }

  private *pauseAfter(asked: AskedSentence): Generator<Produced> {
    const ms = pauseAfterMs(asked.sentence.boundary, this.request.pauseMs, asked.speed);
    const samples = Math.round((ms * this.tools.sampleRate) / 1000);
    if (asked.audioMs > 0 && samples > 0) yield this.pass(asked, new Float32Array(samples), 0);
  }

  private pass(asked: AskedSentence, samples: Float32Array, computeMs: number): Produced {
    this.context.timeline.addSource('none');
    this.madeSamples += samples.length;
    asked.audioMs += this.toMs(samples.length);
    return { kind: 'chunk', samples, speed: asked.speed, computeMs };
  }

  private toMs(samples: number): number {
    return (samples / this.tools.sampleRate) * 1000;
  }
}
