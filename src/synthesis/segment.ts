import type { SegmentRow } from '../protocol/reading.js';
import type { SpokenWord } from '../text/sentence.js';
import type { MakeTimeStretch, TimeStretch } from '../dsp/timeStretch.js';
import type { BegunUtterance } from './inferenceProtocol.js';
import { InferenceLost } from './inferenceWorker.js';
import type { InferenceWorker } from './inferenceWorker.js';
import type { Pace } from './pace.js';
import type { Piece } from './schedule/cuts.js';
import { joined, SilenceTrim } from './silence.js';

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
  private stretch: TimeStretch | undefined;

  private constructor(
    readonly piece: Piece,
    readonly pace: Pace,
    private readonly inference: InferenceWorker,
    private readonly input: { readonly phonemes: string; readonly voice: string; readonly speed: number },
    private begun: BegunUtterance,
    sampleRate: number,
    makeStretch: MakeTimeStretch,
  ) {
    this.words = piece.sentence.words.slice(piece.from, piece.to);
    this.from = Math.max(0, begun.durations.lead - LEAD_IN_FRAMES);
    this.trim = new SilenceTrim(sampleRate, this.from > 0);
    this.computeMs = begun.computeMs;
    if (pace.tempo !== 1) this.stretch = makeStretch(sampleRate);
  }

  static async begin(
    inference: InferenceWorker,
    piece: Piece,
    voice: string,
    pace: Pace,
    { sampleRate, makeStretch }: { readonly sampleRate: number; readonly makeStretch: MakeTimeStretch },
  ): Promise<Segment> {
    const words = piece.sentence.words.slice(piece.from, piece.to);
    const input = { phonemes: words.map((word) => word.phonemes).join(' '), voice, speed: pace.modelSpeed };
    return new Segment(piece, pace, inference, input, await begin(inference, input), sampleRate, makeStretch);
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

  /** What is heard of samples that follow one another. */
  play(samples: Float32Array, isLast: boolean): Float32Array {
    if (!this.stretch) return samples;
    const played = this.stretch.push(samples, this.pace.tempo);
    return isLast ? joined(played, this.stretch.end()) : played;
  }

  /** Nothing more will be decoded. */
  release(): void {
    this.stretch?.dispose();
    this.stretch = undefined;
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
  inference: InferenceWorker,
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
