import type { CostModel } from './costModel.js';

/** How a model is driven. */
export interface Synthesis {
  /** How long a frame is heard. */
  readonly frameMs: number;
  /** `chunks`: front end first, then samples chunk by chunk. `whole`: the front end makes all samples of the segment. */
  readonly decodes: 'chunks' | 'whole';
  /** Utterances of fewer frames than this are decoded in one chunk. */
  readonly chunkedFromFrames: number;
  /** Of the model; 1 is the voice's own pace. */
  readonly speed: number;
}

/** Frames of an utterance that are to be decoded: those before the first sound, with sound, and after the last. */
export interface Span {
  readonly lead: number;
  readonly sound: number;
  readonly trail: number;
  readonly chunked: boolean;
}

/** Chunks of fewer frames cost more than they are worth: most of it is context. */
export const firstChunkFrames = 6;
/** One second: the price of chunking is down to 5 %, and stopping still waits for little. */
export const longestChunkFrames = 40;

/** So many frames after the last sound should be, it is asked whether there is more: no silence is decoded beyond them. */
export const settlingFrames = 8;

/** How many times as long as expected a job may take now and then, on a machine that does other things as well. */
const accident = 3;

/** By how many times its usual error a forecast is made worse for all jobs, where it may be wrong as a whole. */
const doubtOfAll = 1;
/** By how many times its usual error a single job may take longer and still has to be in time. */
const doubtOfOne = 3;

/**
 * What synthesis will do to the buffer, by what is known of its costs. A buffer is milliseconds of sound made but not
 * yet heard; −Infinity stands for one that would run empty.
 */
export class Forecast {
  readonly #load: number;
  readonly #caution: number;

  /** @param doubtful prepared for the usual error of what is known, not hoping that there is none. */
  constructor(
    private readonly costs: CostModel,
    private readonly synthesis: Synthesis,
    doubtful = true,
  ) {
    const doubt = Forecast.#doubt(costs, synthesis);
    this.#load = doubtful ? costs.load * (1 + doubtOfAll * doubt) : costs.load;
    this.#caution = 1 + doubtOfOne * doubt;
  }

  span(phonemes: number): Span {
    const { speed, chunkedFromFrames, decodes } = this.synthesis;
    const lead = Math.round(this.costs.leadFrames / speed);
    const sound = Math.max(1, Math.round(this.costs.sound.at(phonemes) / speed));
    const trail = Math.round(this.costs.trailFrames / speed);
    return { lead, sound, trail, chunked: decodes === 'chunks' && lead + sound + trail >= chunkedFromFrames };
  }

  /** Time from the start of a segment until its first chunk can be decoded. */
  beginMs(phonemes: number): number {
    const { front, whole } = this.costs;
    const { decodes } = this.synthesis;
    return this.#load * (decodes === 'chunks' ? front.at(phonemes) : whole.at(length(this.span(phonemes))));
  }

  chunkMs(frames: number): number {
    return this.synthesis.decodes === 'chunks' ? this.#load * this.costs.chunk.at(frames) : 0;
  }

  /** Sound in frames [from, to) of an utterance. */
  soundMs({ lead, sound }: Span, from: number, to: number): number {
    return this.synthesis.frameMs * Math.max(0, Math.min(to, lead + sound) - Math.max(from, lead));
  }

  /**
   * Frames of the chunk with which a reading starts: the fewest whose sound lasts until the next one is there, even if
   * that takes far longer than it should. A frame more costs a tenth of the time that it gains.
   */
  firstChunk(span: Span): number {
    if (!span.chunked) return length(span);
    const sound = Math.ceil((accident * this.chunkMs(firstChunkFrames)) / this.synthesis.frameMs);
    return Math.min(length(span), Math.max(firstChunkFrames, span.lead + sound));
  }

  /** The longest chunk that is there before a buffer runs empty; 0 where none is. */
  longestChunk(bufferMs: number, frames: number, chunked: boolean): number {
    const { base, each } = this.costs.chunk.line;
    const allowedMs = bufferMs / this.#caution;
    if ((!chunked || frames < longestChunkFrames + firstChunkFrames) && this.chunkMs(frames) <= allowedMs)
      return frames;
    if (!chunked) return 0;
    const affordable = Math.floor((allowedMs / this.#load - base) / Math.max(each, Number.EPSILON));
    const longest = Math.min(affordable, longestChunkFrames, frames);
    return longest < firstChunkFrames ? 0 : longest;
  }

  /**
   * What is left of a buffer when an utterance has been decoded from a frame to its end.
   *
   * It takes the longest chunk that comes in time again and again. No other way leaves more: as sound grows faster than
   * time, whoever takes longer chunks is further on after as many of them, so needs fewer and pays their base less often.
   */
  decode(bufferMs: number, span: Span, from = 0): number {
    const end = length(span);
    for (let at = from; at < end;) {
      const frames = this.longestChunk(bufferMs, end - at, span.chunked);
      if (frames === 0) return -Infinity;
      bufferMs += this.soundMs(span, at, at + frames) - this.chunkMs(frames);
      at += frames;
    }
    return bufferMs;
  }

  /** What is left of a buffer when a segment of so many phonemes has been begun and decoded. */
  speak(bufferMs: number, phonemes: number): number {
    const beginMs = this.beginMs(phonemes);
    return beginMs * this.#caution > bufferMs ? -Infinity : this.decode(bufferMs - beginMs, this.span(phonemes));
  }

  /** Sound of one character of the text: about one phoneme. */
  get characterMs(): number {
    return (this.costs.sound.line.each * this.synthesis.frameMs) / this.synthesis.speed;
  }

  /** Time of synthesis for each millisecond of sound, in segments of an ordinary sentence's length. */
  get rtf(): number {
    const phonemes = 80;
    const span = this.span(phonemes);
    const chunks = length(span) / longestChunkFrames;
    return (this.beginMs(phonemes) + chunks * this.chunkMs(longestChunkFrames)) / this.soundMs(span, 0, length(span));
  }

  /** The same on a day like any other, whatever keeps the machine busy just now. */
  get usualRtf(): number {
    return this.rtf / this.#load;
  }

  /** How far off a forecast usually is, as a part of it. */
  static #doubt({ front, chunk, whole, sound }: CostModel, { decodes }: Synthesis): number {
    return Math.hypot(decodes === 'chunks' ? Math.max(front.spread, chunk.spread) : whole.spread, sound.spread);
  }
}

export function length({ lead, sound, trail }: Span): number {
  return lead + sound + trail;
}
