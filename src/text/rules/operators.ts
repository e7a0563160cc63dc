import { words, type Place, type Rule } from './rule.js';

/** How much of the signs in code is said: names and numbers only, what a colleague would say, every sign. */

interface Operator {
  readonly sign: string;
  readonly said: string;
  /** Only with something to its left and right: `spaced` with white space, `tight` without, `prefix` before a word. */
  readonly only?: 'spaced' | 'tight' | 'prefix';
  /** Only in code, as the sign means something else in prose. */
  readonly code?: true;
}

const operators: readonly Operator[] = [
  { sign: '!==', said: 'not equal to' },
  { sign: '!=', said: 'not equal to' },
  { sign: '===', said: 'equals' },
  { sign: '==', said: 'equals' },
  { sign: '=~', said: 'matches' },
  { sign: '~=', said: 'about' },
  { sign: '<=>', said: 'compared to' },
  { sign: '<=', said: 'less than or equal to' },
  { sign: '>=', said: 'greater than or equal to' },
  { sign: '<->', said: 'to and from' },
  { sign: '<-', said: 'from', only: 'spaced' },
  { sign: '=>', said: 'arrow' },
  { sign: '->', said: 'arrow', only: 'tight' },
  { sign: '->', said: 'returns', code: true },
  { sign: '-->', said: 'to' },
  { sign: '->', said: 'to' },
  { sign: '&&=', said: 'and equals' },
  { sign: '||=', said: 'or equals' },
  { sign: '??=', said: 'or else equals' },
  { sign: '&&', said: 'and' },
  { sign: '||', said: 'or', only: 'spaced' },
  { sign: '??', said: 'or else', only: 'spaced' },
  { sign: ':=', said: 'is' },
  { sign: '<<', said: 'shifted left by', only: 'spaced' },
  { sign: '>>', said: 'shifted right by', only: 'spaced' },
  { sign: '**', said: 'to the power of', only: 'spaced', code: true },
  { sign: '+=', said: 'plus equals' },
  { sign: '-=', said: 'minus equals' },
  { sign: '*=', said: 'times equals' },
  { sign: '/=', said: 'divided by equals' },
  { sign: '++', said: 'plus plus' },
  { sign: '--', said: 'minus minus', only: 'tight', code: true },
  { sign: '...', said: 'spread', only: 'prefix', code: true },
  { sign: '?.', said: 'dot', only: 'prefix' },
  { sign: '!', said: 'not', only: 'prefix', code: true },
  { sign: '%', said: 'modulo', only: 'spaced', code: true },
  { sign: '*', said: 'times', only: 'spaced' },
  { sign: '/', said: 'divided by', only: 'spaced', code: true },
  { sign: '-', said: 'minus', only: 'spaced', code: true },
  { sign: '^', said: 'to the', only: 'tight' },
  { sign: '|', said: 'or', code: true },
  { sign: '&', said: 'and', only: 'spaced' },
];

const escaped = (sign: string) => sign.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

const longestFirst = [...new Set(operators.map(({ sign }) => sign))].sort((a, b) => b.length - a.length);

function fits({ only, code }: Operator, before: string, after: string, place: Place): boolean {
  if (code && !place.code) return false;
  switch (only) {
    case 'spaced':
      return /\s/u.test(before) && /\s/u.test(after);
    case 'tight':
      return /[\p{L}\p{N}_)\]]/u.test(before) && /[\p{L}\p{N}_(;)]/u.test(after || ';');
    case 'prefix':
      return /[\p{L}_($!]/u.test(after) && !(/[\p{L}\p{N}]/u.test(before) && place.text[place.from] === '!');
    case undefined:
      break;
  }
  return true;
}

export const operatorRules: readonly Rule[] = [
  {
    pattern: new RegExp(longestFirst.map(escaped).join('|'), 'uy'),
    say([sign], place) {
      const before = place.text[place.from - 1] ?? ' ';
      const after = place.text[place.from + sign.length] ?? ' ';
      const operator = operators.find((candidate) => candidate.sign === sign && fits(candidate, before, after, place));
      return operator && (place.symbols === 'none' ? [] : words(operator.said));
    },
  },
  {
    // a < b, < 5 ms, but not the brackets of Map<string, number>
    pattern: /[<>](?=\s*[\p{L}\p{N}$€£.("'-])/uy,
    say([sign], { text, from, symbols }) {
      if (!/^(?:\s|$)/u.test(text[from - 1] ?? ' ') || !/[\s\d]/u.test(text[from + 1] ?? '')) return undefined;
      return symbols === 'none' ? [] : words(sign === '<' ? 'less than' : 'greater than');
    },
  },
  {
    // Array<string>, list[int]: what is in it
    pattern:
      /<(?=[\p{L}_&*?'"([{])|\[(?=(?:str|int|bool|float|bytes|object|dict|list|tuple|set|type|Any|None|[A-Z]\w*)\b)/uy,
    say: (_, { text, from }) => (/[\p{L}\p{N}]/u.test(text[from - 1] ?? '') ? words('of') : undefined),
  },
];

/** Names of the signs that are only said where every sign is. */
export const signNames: Readonly<Record<string, string>> = {
  '(': 'open paren',
  ')': 'close paren',
  '[': 'open bracket',
  ']': 'close bracket',
  '{': 'open brace',
  '}': 'close brace',
  '<': 'open angle',
  '>': 'close angle',
  ';': 'semicolon',
  ':': 'colon',
  ',': 'comma',
  '.': 'dot',
  '"': 'quote',
  "'": 'single quote',
  '`': 'backtick',
  '!': 'bang',
  '?': 'question mark',
  '*': 'star',
  '#': 'hash',
  '~': 'tilde',
  '^': 'caret',
  '|': 'pipe',
  '\\': 'backslash',
  $: 'dollar',
  _: 'underscore',
  '-': 'dash',
};
