import { AloudError } from '../protocol/errors.js';

/** @param skippedAny there was text, but none that the voice can speak */
export function nothingToRead(skippedAny: boolean): AloudError {
  return new AloudError(
    'nothing-to-read',
    skippedAny
      ? 'There is nothing here that the voice can speak: choose a text in English.'
      : 'There is nothing to read in this text: choose one with words in it.',
  );
}
