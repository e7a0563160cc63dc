/** A model family that can speak, as the inference worker sees it. All calls are synchronous native work inside. */
export interface SpeechModel {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Samples a frame: the unit of durations and of decoding. */
  readonly frameSamples: number;
  /** Execution provider that runs it, such as `cpu`. */
  readonly provider: string;
  /** It has a front end and a decoder of its own; false: one block, as published. */
  readonly staged: boolean;
  /**
   * Runs whatever makes the first real utterance in a voice as fast as later ones.
   * @param measuring goes on to find out what things cost by then, which takes as long again
   * @throws AloudError `unknown-voice`, `model-damaged`
   */
  warm(voice: string, measuring: boolean): Promise<WarmCosts | undefined>;
  /** Everything up to the point from which samples can be decoded. */
  begin(input: UtteranceInput): Promise<Utterance>;
  /** Frees native memory. */
  close(): Promise<void>;
}

/** Times of a warm model, in milliseconds. */
export interface WarmCosts {
  readonly begin: { readonly phonemes: number; readonly ms: number };
  readonly chunks: readonly { readonly frames: number; readonly ms: number }[];
}

export interface UtteranceInput {
  /** Phonemes of one segment in the alphabet of our lexicons, at most `maxPhonemes` of them. */
  readonly phonemes: string;
  readonly voice: string;
  readonly speed: number;
}

/** A segment that is being synthesised. */
export interface Utterance {
  /** Length in frames, leading and trailing silence included. */
  readonly frames: number;
  /** Frames each phoneme takes (one entry a UTF-16 unit of the input's phonemes), with those of the boundary tokens before and after. */
  readonly durations: { readonly lead: number; readonly phonemes: readonly number[]; readonly trail: number };
  /** False: `decode` must be asked for everything at once (or has everything already), as chunks would not be cheaper or exact. */
  readonly chunked: boolean;
  /** Samples of frames [from, to), mono float32 in [-1, 1]. Chunks are asked for in order. */
  decode(from: number, to: number): Promise<Float32Array>;
}

/** What becomes of an utterance without phonemes. */
export const silentUtterance: Utterance = {
  frames: 0,
  durations: { lead: 0, phonemes: [], trail: 0 },
  chunked: false,
  decode: () => Promise.resolve(new Float32Array()),
};
