export const isCapitals = (word: string): boolean => /^[A-Z]+$/u.test(word);

/** Of a nucleic acid. */
export const isStrand = (word: string): boolean => /^[ACGTU]+$/u.test(word);
/** Nobody listens to more letters. */
export const longestStrand = 12;

/** Acronyms of more than five letters are said as they stand, if that can be done. */
export const isSayable = (word: string): boolean =>
  /[AEIOUY]/u.test(word) && !/[^AEIOUY]{5}/u.test(word) && !isStrand(word);
