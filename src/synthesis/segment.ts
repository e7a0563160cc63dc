import type { TimeStretch } from '../dsp/timeStretch.js';
import { fromPcm16 } from '../playback/pcm16.js';
import type { SegmentRow } from '../protocol/reading.js';
import type { SpokenWord } from '../text/sentence.js';
import type { Phrase } from './cache/phrase.js';
import type { Pace } from './pace.js';
import type { Piece } from './schedule/cuts.js';
import { joined } from './silence.js';
import type { Utterance } from './speechModel.js';

/** A piece of the text that is being spoken, however its sound comes about. */
export abstract class Segment {
  readonly words: readonly SpokenWord[];
  audioMs = 0;
  computeMs = 0;

  /** Length of its utterance, silence included. */
  abstract readonly frames: number;
  abstract readonly durations: Utterance['durations'];
  /** What is cut off the utterance before the first sample that is played; known once there is one. */
  abstract readonly droppedMs: number;

  /** @param stretch Where the model cannot speak at its pace. */
  constructor(
    readonly piece: Piece,
    readonly pace: Pace,
    private readonly stretch?: TimeStretch,
  ) {
    this.words = wordsOf(piece);
  }

  /** What is heard of the next samples that were made. */
  play(samples: Float32Array, isLast: boolean): Float32Array {
    if (!this.stretch) return samples;
    const played = this.stretch.push(samples, this.pace.tempo);
    return isLast ? joined(played, this.stretch.end()) : played;
  }

  /** Nothing more will be played. */
  release(): void {
    this.stretch?.dispose();
  }

  /** Its row in the report, once all of it has been made. */
  row(): SegmentRow {
    const { audioMs, computeMs, words } = this;
    const { sentence, from, to } = this.piece;
    // Punctuation at the sentence's ends belongs to the segment.
    const start = from === 0 ? sentence.start : words[0]!.start;
    const end = to === sentence.words.length ? sentence.end : words.at(-1)!.end;
    return { start, end, characters: end - start, audioMs, computeMs, split: this.piece.split };
  }
}

/** A segment that was spoken before. */
export class RecalledSegment extends Segment {
  readonly frames: number;
  readonly durations: Utterance['durations'];
  readonly droppedMs: number;

  constructor(
    piece: Piece,
    pace: Pace,
    private readonly phrase: Phrase,
    stretch?: TimeStretch,
  ) {
    super(piece, pace, stretch);
    this.frames = phrase.frames;
    this.durations = phrase.durations;
    this.droppedMs = phrase.droppedMs;
  }

  samples(): Float32Array {
    return fromPcm16(this.phrase.pcm);
  }
}

/** What the model is given for a piece. */
export function phonemesOf(piece: Piece): string {
  return wordsOf(piece)
    .map(({ phonemes }) => phonemes)
    .join(' ');
}

function wordsOf({ sentence, from, to }: Piece): readonly SpokenWord[] {
  return sentence.words.slice(from, to);
}
