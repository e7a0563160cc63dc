import type { Accent } from '../sentence.js';
import { decade, ordinal, year } from './numbers.js';
import { words, type Rule, type Said } from './rule.js';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const monthName =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|' +
  'Nov(?:ember)?|Dec(?:ember)?)\\b\\.?';
const day = '(0?[1-9]|[12]\\d|3[01])';
const inAYear = '((?:1[1-9]|20)\\d\\d)';

/** The way the country says it: March fifth, twenty twenty four; the fifth of March, twenty twenty four. */
function date(
  month: number,
  dayDigits: string | undefined,
  yearDigits: string | undefined,
  accent: Accent,
): Said[] | undefined {
  const name = months[month - 1];
  if (name === undefined || Number(dayDigits) > 31) return undefined;
  const nth = dayDigits === undefined ? '' : ordinal(String(Number(dayDigits)), accent);
  const said = nth === '' ? name : accent === 'us' ? `${name} ${nth}` : `the ${nth} of ${name}`;
  if (yearDigits === undefined) return words(said);
  const separator: Said[] = nth === '' ? words(said) : withPause(words(said));
  return [...separator, ...words(year(yearDigits, accent))];
}

const withPause = (said: Said[]): Said[] =>
  said.map((word, i) => (i === said.length - 1 ? { ...word, pause: ',' } : word));

const monthOf = (name: string) => 1 + months.findIndex((month) => month.startsWith(name.slice(0, 3)));

/** Words after which four digits are a year. */
const yearFollows = new Set(
  'in since until till from by before after of during circa year copyright around © january february march april may june july august september october november december spring summer autumn fall winter early late mid'.split(
    ' ',
  ),
);

export const calendar: readonly Rule[] = [
  {
    letters: '',
    pattern: /(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/uy,
    say: ([, years, month, days], { accent }) => date(Number(month), days, years, accent),
  },
  {
    letters: '',
    pattern: /(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/uy,
    say: ([, first, second, years], { accent }) =>
      accent === 'us' && Number(first) <= 12
        ? date(Number(first), second, years, accent)
        : date(Number(second), first, years, accent),
  },
  {
    letters: 'JFMASOND',
    pattern: new RegExp(`${monthName}\\s+${day}(?:st|nd|rd|th)?\\b(?!:)(?:,?\\s+${inAYear}\\b)?`, 'uy'),
    say: ([, month = '', days, years], { accent }) => date(monthOf(month), days, years, accent),
  },
  {
    letters: 't',
    pattern: new RegExp(`(?:the\\s+)?${day}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${monthName}(?:,?\\s+${inAYear}\\b)?`, 'uy'),
    say: ([, days, month = '', years], { accent }) => date(monthOf(month), days, years, accent),
  },
  {
    letters: 'JFMASOND',
    pattern: new RegExp(`(?!May\\b)${monthName}\\s+${inAYear}\\b`, 'uy'),
    say: ([, month = '', years], { accent }) => date(monthOf(month), undefined, years, accent),
  },
  {
    letters: '',
    pattern: /(1[1-9]|20)(\d)0['’]?s\b/uy,
    say: ([, century = '', tens = ''], { accent }) =>
      words(tens === '0' ? `${year(`${century}00`, accent)}s` : decade(`${century}${tens}0`, accent)),
  },
  {
    letters: '',
    pattern: /['’]([2-9]0)s\b/uy,
    say: ([, digits = ''], { accent }) => words(decade(digits, accent)),
  },
  {
    letters: '',
    pattern: new RegExp(`${inAYear}(?:\\s?[–—-]\\s?${inAYear})?(?![\\d,.:%/-]\\d|%)\\b`, 'uy'),
    say([all, from = '', to], { accent, previous, text, from: at }) {
      const alone = /^(19|20)/u.test(from) && !countable.test(text.slice(at + all.length));
      if (!yearFollows.has(previous) && !(alone && to === undefined) && to === undefined) return undefined;
      if (countable.test(text.slice(at + all.length))) return undefined;
      return words(to === undefined ? year(from, accent) : `${year(from, accent)} to ${year(to, accent)}`);
    },
  },
];

/** What follows a number that counts something, so that it is no year. */
const countable =
  /^\s?(%|°|[kMGT]?i?[Bb]\b|[kMG]?Hz|[mµun]?s\b|px|bytes?|bits?|items?|entries|rows?|lines?|words?|files?|characters?|chars?|elements?|tokens?|times|(milli|micro|nano)?seconds?|minutes?|hours?|days|pixels?|users?|points?|or (more|less)|(more|fewer)\b)/u;
