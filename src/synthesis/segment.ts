import { fromPcm16 } from '../playback/pcm16.js';
import type { SegmentRow } from '../protocol/reading.js';
import type { SpokenWord } from '../text/sentence.js';
import type { Phrase } from './cache/phrase.js';
import type { Piece } from './schedule/cuts.js';
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

  constructor(readonly piece: Piece) {
    this.words = wordsOf(piece);
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
    private readonly phrase: Phrase,
  ) {
    super(piece);
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
