import type {
  CacheState,
  ChunkRow,
  ReadingEnd,
  ReadingRequest,
  ReadingSummary,
  StagesMs,
} from '../protocol/reading.js';
import { monotonicMs } from './clock.js';
import type { SoundFigures } from './soundMeter.js';
import { bottleneckOf } from './bottleneck.js';

/** Before anything was done. */
export const NO_STAGES: Readonly<StagesMs> = {
  text: null,
  phonemize: null,
  queue: null,
  acoustic: null,
  vocoder: null,
  infer: null,
  server: null,
  hold: null,
  output: null,
};

/** What a reading cost, kept while it is under way. */
export class Timeline {
  readonly stagesMs: StagesMs = { ...NO_STAGES };
  ttfaMs: number | null = null;
  /** Time to a warm engine; null where it was warm already. */
  startMs: number | null = null;
  output = 'none';
  provider = 'none';
  /** The model that `auto` turned out to be. */
  model: string;
  /** Of its text, as far as it has come. */
  characters: number;
  underruns = 0;
  sound: SoundFigures = { loudnessLufs: null, truePeakDbtp: null };
  private soundFrom: CacheState | undefined;
  private audioMs = 0;
  private computeMs = 0;
  private heldSinceMs: number | undefined;
  private firstChunkMs: number | undefined;

  constructor(private readonly request: ReadingRequest) {
    this.model = request.model;
    this.characters = request.pieces.reduce((total, piece) => total + piece.text.length, 0);
  }

  /** Adds time to a stage of the way to the first chunk; what is made while that is held back, or after it, is no part of it. */
  addStage(stage: keyof StagesMs, ms: number): void {
    if (this.firstChunkMs === undefined && this.heldSinceMs === undefined) this.add(stage, ms);
  }

  /** The first chunk is made, but held back until enough follows to play without gaps. */
  hold(): void {
    if (this.firstChunkMs === undefined) this.heldSinceMs ??= monotonicMs();
  }

  /** A chunk is handed to the output. */
  chunk({ audioMs }: Pick<ChunkRow, 'audioMs'>): void {
    this.endHold();
    this.firstChunkMs ??= monotonicMs();
    this.audioMs += audioMs;
  }

  addCompute(ms: number): void {
    this.computeMs += ms;
  }

  /** Where sound came from; what counts is the first one. */
  addSource(state: CacheState): void {
    this.soundFrom ??= state;
  }

  /** Where the first sound came from; undefined while there is none. */
  get cache(): CacheState | undefined {
    return this.soundFrom;
  }

  /** Takes over what was done before the reading was asked for: it cost work, but no time until the first sound. */
  addAhead({ computeMs, cache }: Timeline): void {
    this.computeMs += computeMs;
    if (cache) this.addSource(cache === 'none' ? 'speculated' : cache);
  }

  /** The first audible sample was handed to the device at this moment of the monotonic clock. */
  firstAudio(atMs: number): number {
    this.add('output', atMs - (this.firstChunkMs ?? atMs));
    this.ttfaMs = atMs - this.request.acceptedAtMs;
    return this.ttfaMs;
  }

  summary(ended: ReadingEnd): ReadingSummary {
    this.endHold(); // it may have been stopped in it
    const { id, cold, source, voice, speed } = this.request;
    return {
      id,
      startMs: this.startMs,
      cold,
      source,
      characters: this.characters,
      model: this.model,
      voice,
      speed,
      provider: this.provider,
      output: this.output,
      cache: this.cache ?? 'none',
      ttfaMs: this.ttfaMs,
      stagesMs: this.stagesMs,
      audioMs: this.audioMs,
      computeMs: this.computeMs,
      rtf: this.audioMs > 0 ? this.computeMs / this.audioMs : null,
      underruns: this.underruns,
      ...this.sound,
      ended,
      bottleneck: bottleneckOf(this.stagesMs, this.startMs),
      restarts: 0,
    };
  }

  private add(stage: keyof StagesMs, ms: number): void {
    this.stagesMs[stage] = (this.stagesMs[stage] ?? 0) + ms;
  }

  private endHold(): void {
    if (this.heldSinceMs !== undefined) this.add('hold', monotonicMs() - this.heldSinceMs);
    this.heldSinceMs = undefined;
  }
}
