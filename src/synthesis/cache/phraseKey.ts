import { createHash } from 'node:crypto';

/** Raised when the same input is made into other sound, so that nobody hears the old one. */
const soundVersion = 2;

/** All that makes the sound of a phrase. */
export interface PhraseInput {
  /** The model, its form and what runs it. */
  readonly model: string;
  readonly voice: string;
  /** What the voice's statistics are predicted by; empty where they are not. */
  readonly calibration: string;
  /** As the model is given it. */
  readonly speed: number;
  /** What the voice is made louder by. */
  readonly gainDb: number;
  readonly phonemes: string;
}

/** A name for a phrase that tells nothing of it. */
export function phraseKey({ model, voice, calibration, speed, gainDb, phonemes }: PhraseInput): string {
  return createHash('sha256')
    .update(JSON.stringify([soundVersion, model, voice, calibration, speed, gainDb, phonemes]))
    .digest('hex');
}
