import { AloudError } from '../protocol/errors.js';

/** @param skipped Why what there is of text was left out: `Japanese`, `licence header`, … */
export function nothingToRead(skipped: ReadonlySet<string>): AloudError {
  return new AloudError(
    'nothing-to-read',
    skipped.size > 0
      ? `There is nothing here that is read aloud (${[...skipped].join(', ')}): choose another text, in English.`
      : 'There is nothing to read in this text: choose one with words in it.',
  );
}
