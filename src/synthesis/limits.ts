import { speedRange } from '../protocol/defaults.js';
import { AloudError } from '../protocol/errors.js';

/* What every speech model takes. */

/** The longest utterance, in phonemes. */
export const maxPhonemes = 510;

/** @throws AloudError `bad-value` */
export function checkSpeed(speed: number): void {
  // Written so that what is not a number fails.
  if (speed >= speedRange.min && speed <= speedRange.max) return;
  throw new AloudError(
    'bad-value',
    `A speed of ${speed} is not possible: choose one from ${speedRange.min} to ${speedRange.max}.`,
  );
}

/** @throws AloudError `bad-value` */
export function checkLength(phonemes: number): void {
  if (phonemes <= maxPhonemes) return;
  throw new AloudError(
    'bad-value',
    `This passage has ${phonemes} phonemes, more than the ${maxPhonemes} that the voice can say at once: split it into shorter sentences.`,
  );
}
