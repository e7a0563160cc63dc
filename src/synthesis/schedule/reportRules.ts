/*
 * How text is cut while nothing is known of the machine: rules of thumb from an earlier system, in characters.
 */

const fewestCharacters = 15;

/** The least that a first segment holds (rounded up to a word) where the time allowed cannot be met. */
export function leastFirstCharacters(textCharacters: number, measured: boolean): number {
  if (measured) return fewestCharacters;
  if (textCharacters > 200) return Math.max(0.01 * textCharacters, 15);
  if (textCharacters > 100) return Math.max(0.03 * textCharacters, 20);
  return fewestCharacters;
}

/** The most that a segment holds. */
export function mostCharacters(textCharacters: number, measured: boolean): number {
  return !measured && textCharacters > 300 ? 150 : Infinity;
}
