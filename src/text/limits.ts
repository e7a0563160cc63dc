/** Nobody says a word of more letters than this; longer runs are data. */
export const longestWord = 60;
