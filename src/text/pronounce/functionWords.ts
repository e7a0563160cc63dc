// After misaki's en.py (Apache-2.0, hexgrad): small words whose sound depends on what follows.
import type { Accent } from '../sentence.js';

/** What comes after a word. */
export interface Following {
  /** Does the next word begin with a vowel? Undefined before a pause or at the end. */
  readonly vowel: boolean | undefined;
  /** The next word in lower case, empty at the end. */
  readonly word: string;
}

/** None of them is longer. */
export const longestWeak = 4;

/** Pronunciation of a word that is hardly ever stressed, or undefined if it is not one of these. */
export function functionWord(word: string, following: Following, accent: Accent): string | undefined {
  switch (word) {
    case 'a':
      return 'ɐ';
    case 'an':
      return 'ɐn';
    case 'the':
      return following.vowel === true ? 'ði' : 'ðə';
    case 'to':
      if (following.vowel === undefined) return undefined;
      return following.vowel ? 'tʊ' : 'tə';
    case 'in':
      return following.vowel === undefined ? 'ˈɪn' : 'ɪn';
    case 'am':
      return following.vowel === undefined ? undefined : 'ɐm';
    case 'i':
      return 'ˌI';
    case 'used':
      if (following.word !== 'to') return undefined;
      return accent === 'gb' ? 'jˈuːst' : 'jˈust';
    default:
      return undefined;
  }
}

/** Words that stay words when they are written in capitals for emphasis. */
export const emphasised = new Set(
  (
    'a all also am an and any are as at be been but by can do does for from had has have he her him his how i if in into ' +
    'is its itself may me more most must my never no non nor not now of off on once one only or other our out over own ' +
    'same she should so some such than that the their them then there these they this those to too two under until up ' +
    'very was we were what when where which while who why will with would you your always both each every before after ' +
    'note todo fixme warning todos new old set get put add run end yes go'
  ).split(' '),
);
