import type { TimeStretch } from '../dsp/timeStretch.js';
import { toPcm16 } from '../playback/pcm16.js';
import type { Phrase } from './cache/phrase.js';
import type { BegunUtterance, ModelFormat } from './inferenceProtocol.js';
import { InferenceLost } from './inferenceWorker.js';
import type { Inference } from './inferenceQueue.js';
import type { Pace } from './pace.js';
import type { Piece } from './schedule/cuts.js';
import { Limiter } from './loudness/limiter.js';
import type { VoiceLevel } from './loudness/voiceLevels.js';
import { phonemesOf, Segment } from './segment.js';
import { SettledSilence } from './settledSilence.js';
import { SilenceTrim } from './silence.js';
import type { UtteranceInput } from './speechModel.js';

/** Decoding starts so many frames before the first phoneme: enough context for it to sound as in the whole. */
const LEAD_IN_FRAMES = 4;

/** What was made of some frames. */
interface Decoded {
  /** Without the silence around the segment. */
  readonly samples: Float32Array;
  readonly computeMs: number;
  /** Nothing but silence is left. */
  readonly isOver: boolean;
}

/** A segment while it is being synthesised. Survives the loss of the inference thread. */
export class SynthesisedSegment extends Segment {
  /** First frame that is decoded: those before it are silent. */
  readonly from: number;
  private readonly trim: SilenceTrim;
  private readonly silence: SettledSilence;
  private readonly limiter: Limiter;
  private readonly pcm: Buffer[] = [];

  private constructor(
    piece: Piece,
    pace: Pace,
    private readonly inference: Inference,
    private readonly model: ModelFormat,
    private readonly level: VoiceLevel,
    private readonly input: UtteranceInput,
    private begun: BegunUtterance,
    stretch?: TimeStretch,
  ) {
    super(piece, pace, stretch);
    this.from = Math.max(0, begun.durations.lead - LEAD_IN_FRAMES);
    this.trim = new SilenceTrim(model.sampleRate, this.from > 0);
    this.silence = new SettledSilence(begun.durations, model.frameSamples, pace.modelSpeed);
    this.limiter = new Limiter(model.sampleRate);
    this.computeMs = begun.computeMs;
  }

  static async begin(
    inference: Inference,
    model: ModelFormat,
    level: VoiceLevel,
    piece: Piece,
    voice: string,
    pace: Pace,
    stretch?: TimeStretch,
  ): Promise<SynthesisedSegment> {
    const input = { phonemes: phonemesOf(piece), voice, speed: pace.modelSpeed };
    return new SynthesisedSegment(piece, pace, inference, model, level, input, await begin(inference, input), stretch);
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

  get droppedMs(): number {
    const samples = this.from * this.model.frameSamples + this.trim.dropped;
    return (samples * 1000) / this.model.sampleRate;
  }

  /** Decodes frames [from, to). */
  async decode(from: number, to: number): Promise<Decoded> {
    const decoded = await this.decodeAnyhow(from, to);
    const { computeMs } = decoded;
    this.computeMs += computeMs;
    // As it will be played: what is silence, and what is too loud, depends on how loud the voice is made.
    amplify(decoded.samples, this.level.gainDb);
    const isOver = this.silence.push(decoded.samples, this.frames - to);
    const audible = this.trim.push(decoded.samples, isOver ? 0 : (this.frames - to) * this.model.frameSamples);
    this.level.hear(audible);
    const samples = this.limiter.push(audible, isOver);
    this.pcm.push(toPcm16(samples));
    return { samples, computeMs, isOver };
  }

  /** Nothing more will be decoded. */
  override release(): void {
    super.release();
    // A thread that was lost or let go has forgotten it anyway.
    if (!this.inference.awake) return;
    this.inference.run('release', { utterance: this.begun.utterance }).catch(() => undefined);
  }

  /** What it takes to say it again, once all of it has been decoded. */
  phrase(): Phrase {
    const { frames, durations, droppedMs } = this;
    return { frames, durations, droppedMs, pcm: Buffer.concat(this.pcm) };
  }

  private async decodeAnyhow(from: number, to: number) {
    for (;;) {
      try {
        return await this.inference.run('decode', { utterance: this.begun.utterance, from, to });
      } catch (error) {
        if (!(error instanceof InferenceLost)) throw error;
        this.begun = await begin(this.inference, this.input);
      }
    }
  }
}

/** The same input gives the same utterance, so a thread that was lost is no reason to start the segment over. */
async function begin(inference: Inference, input: UtteranceInput): Promise<BegunUtterance> {
  for (;;) {
    try {
      return await inference.run('begin', input);
    } catch (error) {
      if (!(error instanceof InferenceLost)) throw error;
    }
  }
}

function amplify(samples: Float32Array, gainDb: number): void {
  const gain = 10 ** (gainDb / 20);
  for (let i = 0; i < samples.length; i++) samples[i]! *= gain;
}
