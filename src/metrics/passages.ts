/** What benchmarks read unless they are given another text: 498 characters with the newline, five sentences. */
export const passage =
  'We identified 7 core capabilities that every read-aloud tool needs before people will trust it with their code. ' +
  'The first is speed: sound has to begin before the listener has time to wonder whether anything happened. ' +
  'The second is continuity, because a pause in the middle of a sentence is worse than a slow start. ' +
  'The third is pronunciation of identifiers, numbers and file paths. ' +
  'The others are control, highlighting, privacy and measurement, and each of them is tested on a real machine, daily.\n';

/** Read before anything is measured, so that nobody pays for first times. */
export const warmUpText = 'Before anything is measured, everyone may say a sentence of ordinary length to get warm.';

/** As short as most comments are at their shortest. */
export const shortText = 'Quick test.';

/** The text again and again, a paragraph each time, for at least so many characters. */
export function repeated(text: string, characters: number): string {
  return Array.from({ length: Math.ceil(characters / text.length) }, () => text).join('\n\n');
}
