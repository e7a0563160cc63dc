import type { SegmentRow } from '../protocol/reading.js';
import type { SpokenWord } from '../text/sentence.js';
import type { BegunUtterance } from './inferenceProtocol.js';
import { InferenceLost } from './inferenceWorker.js';
import type { Inference } from './inferenceQueue.js';
import type { Piece } from './schedule/cuts.js';
import { SilenceTrim } from './silence.js';

/** Decoding starts so many frames before the first phoneme: enough context for it to sound as in the whole. */
const LEAD_IN_FRAMES = 4;

/** A segment while it is being synthesised. Survives the loss of the inference thread. */
export class Segment {
  readonly words: readonly SpokenWord[];
  /** First frame that is decoded: those before it are silent. */
  readonly from: number;
  readonly trim: SilenceTrim;
  audioMs = 0;
  computeMs: number;

  private constructor(
    readonly piece: Piece,
    private readonly inference: Inference,
    private readonly input: { readonly phonemes: string; readonly voice: string; readonly speed: number },
    private begun: BegunUtterance,
    sampleRate: number,
  ) {
    this.words = piece.sentence.words.slice(piece.from, piece.to);
    this.from = Math.max(0, begun.durations.lead - LEAD_IN_FRAMES);
    this.trim = new SilenceTrim(sampleRate, this.from > 0);
    this.computeMs = begun.computeMs;
  }

  static async begin(
    inference: Inference,
    piece: Piece,
    { voice, speed }: { readonly voice: string; readonly speed: number },
    sampleRate: number,
  ): Promise<Segment> {
    const words = piece.sentence.words.slice(piece.from, piece.to);
    const input = { phonemes: words.map((word) => word.phonemes).join(' '), voice, speed };
    return new Segment(piece, inference, input, await begin(inference, input), sampleRate);
  }

  get frames(): number {
    return this.begun.frames;
  }

  get durations(): BegunUtterance['durations'] {
    return this.begun.durations;
  }

  get chunked(): boolean {
    return this.begun.chunked;
  }

  /** Samples of frames [from, to). */
  async decode(from: number, to: number): Promise<{ readonly samples: Float32Array; readonly computeMs: number }> {
    for (;;) {
      const { utterance } = this.begun;
      try {
        const decoded = await this.inference.run('decode', { utterance, from, to });
        this.computeMs += decoded.computeMs;
        return decoded;
      } catch (error) {
        if (!(error instanceof InferenceLost)) throw error;
        this.begun = await begin(this.inference, this.input);
      }
    }
  }

  /** Nothing more will be decoded. */
  release(): void {
    // A thread that was lost has forgotten it anyway.
    this.inference.run('release', { utterance: this.begun.utterance }).catch(() => undefined);
  }

  /** Its row in the report, once all of it has been made. */
  row(): SegmentRow {
    const { audioMs, computeMs } = this;
    const { sentence, from, to } = this.piece;
    // Punctuation at the sentence's ends belongs to the segment.
    const start = from === 0 ? sentence.start : this.words[0]!.start;
    const end = to === sentence.words.length ? sentence.end : this.words.at(-1)!.end;
    return { start, end, characters: end - start, audioMs, computeMs, split: this.piece.split };
  }
}

/** The same input gives the same utterance, so a thread that was lost is no reason to start the segment over. */
async function begin(
  inference: Inference,
  input: { readonly phonemes: string; readonly voice: string; readonly speed: number },
): Promise<BegunUtterance> {
  for (;;) {
    try {
      return await inference.run('begin', input);
    } catch (error) {
      if (!(error instanceof InferenceLost)) throw error;
    }
  }
}
