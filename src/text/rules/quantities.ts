import type { Accent } from '../sentence.js';
import { cardinal, decimal, digitByDigit, ordinal } from './numbers.js';
import { words, type Place, type Rule, type Said } from './rule.js';
import { onlyAttached, unitName, unitPattern } from './units.js';

const whole = '\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?:[\\u00A0\\u202F]\\d{3})+|\\d+(?:_\\d+)*';
const number = `(${whole})(?:\\.(\\d+))?`;
const dash = '\\s?[–—]\\s?|-';

/** A minus rather than a hyphen: nothing before it that it could join. */
const isSigned = ({ text, from }: Place) => !/[\p{L}\p{N})\]]$/u.test(text.slice(Math.max(0, from - 1), from));

const signs: Readonly<Record<string, string>> = {
  '-': 'minus ',
  '−': 'minus ',
  '+': 'plus ',
  '±': 'plus or minus ',
  '~': 'about ',
  '≈': 'about ',
};

export const quantities: readonly Rule[] = [
  {
    // +1 (555) 123-4567, 555-123-4567, (555) 123-4567
    pattern: /(?:(\+\d{1,3})[ .-]?)?\(?(\d{3})\)?[ .-](\d{3})[ .-](\d{4})(?![\d-])/uy,
    say([, country, ...groups]) {
      const said = [country?.replace('+', ''), ...groups].flatMap((group) =>
        group === undefined ? [] : [words(digitByDigit(group))],
      );
      return [
        ...(country === undefined ? [] : words('plus')),
        ...said.slice(0, -1).flatMap(withPause),
        ...said.at(-1)!,
      ];
    },
  },
  {
    // 0x1F, 0b101, 0o17
    pattern: /0([xXbBoO])([\da-fA-F]+(?:_[\da-fA-F]+)*)(?![\p{L}\d])/uy,
    say: ([, base = '', value = '']) => [
      ...words('zero'),
      { word: base.toUpperCase(), letters: true },
      ...characters(value),
    ],
  },
  {
    // 1.2.3, v1.2, ^20.0.1
    pattern: /\d+(?:\.\d+){2,}(?![\d])/uy,
    say: ([version], { accent }) =>
      words(
        version
          .split('.')
          .map((part) => cardinal(part, accent))
          .join(' point '),
      ),
  },
  {
    // 6.02e23, 1e-5
    pattern: new RegExp(`([-−+])?${number}[eE]([-+−])?(\\d+)(?![\\p{L}\\d])`, 'uy'),
    say: ([, sign = '', before = '', after, minus, exponent = ''], { accent }) =>
      words(
        `${signs[sign] ?? ''}${decimal(before, after, accent)} times ten to the ` +
          `${minus === '-' || minus === '−' ? 'minus ' : ''}${cardinal(exponent, accent)}`,
      ),
  },
  {
    pattern: /(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b/uy,
    say: ([, value = ''], { accent }) => words(ordinal(value, accent)),
  },
  {
    // 5-10 ms, 3–4, 10%–20%
    pattern: new RegExp(
      `([-−])?${number}\\s?(%)?(?:${dash})${number}(?:(\\s?)(${unitPattern})(?![\\p{L}\\d]))?(?![\\d-])`,
      'uy',
    ),
    say([, minus, a = '', aRest, , b = '', bRest, space = '', unit], { accent }) {
      if (/^0\d/u.test(a) || /^0\d/u.test(b)) return undefined;
      const named = unit !== undefined && isUnit(unit, space) ? ` ${unitName(unit, false)}` : '';
      if (unit !== undefined && named === '') return undefined;
      return words(
        `${minus === undefined ? '' : 'minus '}${decimal(a, aRest, accent)} to ${decimal(b, bRest, accent)}${named}`,
      );
    },
  },
  {
    // 1/2, 3/4, 24/7, 80/20
    pattern: /(?:(\d+)\s+)?(\d{1,4})[/⁄](\d{1,4})(?![\d/])/uy,
    say: ([, count, over = '', under = ''], { accent }) =>
      words((count === undefined ? '' : `${cardinal(count, accent)} and `) + fraction(over, under, accent)),
  },
  {
    pattern: /(\d+)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/uy,
    say([, count, sign = ''], { accent }) {
      const [over = '', under = ''] = sign.normalize('NFKC').split('⁄');
      return words((count === undefined ? '' : `${cardinal(count, accent)} and `) + fraction(over, under, accent));
    },
  },
  {
    // 5 ms, -3.5 %, 4 KiB, 20°C, ~10 MB/s
    pattern: new RegExp(`([-−+±~≈])?${number}([ \\u00A0\\u202F-]?)(${unitPattern})(?![\\p{L}\\d_])`, 'uy'),
    say(match, place) {
      const [, sign = '', before = '', after, space = '', unit = ''] = match;
      if (!isUnit(unit, space)) return undefined;
      const isOne = (before === '1' && after === undefined) || space === '-';
      const said = `${decimal(before, after, place.accent)} ${unitName(unit, isOne)}`;
      return words((isSigned(place) ? (signs[sign] ?? '') : '') + said);
    },
  },
  {
    // 2x, 10×
    pattern: new RegExp(`${number}[x×](?![\\p{L}\\d])`, 'uy'),
    say: ([, before = '', after], { accent }) => words(`${decimal(before, after, accent)} times`),
  },
  {
    // 10k, 3M, 2.5bn as counts
    pattern: new RegExp(`${number}(k|K|M|bn)\\b`, 'uy'),
    say: ([, before = '', after, size = ''], { accent }) =>
      words(
        `${decimal(before, after, accent)} ${{ k: 'thousand', K: 'thousand', M: 'million', bn: 'billion' }[size] ?? ''}`,
      ),
  },
  {
    pattern: new RegExp(`([-−+±~≈])?(?:${number}|\\.(\\d+))`, 'uy'),
    say(match, place) {
      const [, sign = '', before = '', after, only] = match;
      const said = only === undefined ? decimal(before, after, place.accent) : decimal('', only, place.accent);
      return words((isSigned(place) ? (signs[sign] ?? '') : '') + said);
    },
  },
];

const isUnit = (unit: string, space: string) => space === '' || !onlyAttached.has(unit);

const withPause = (said: readonly Said[]): Said[] =>
  said.map((word, i) => (i === said.length - 1 ? { ...word, pause: ',' } : word));

/** Letters and digits one by one: `1F` → one F. */
export const characters = (text: string): Said[] =>
  Array.from(text).flatMap((sign): Said[] => {
    if (/\d/u.test(sign)) return words(digitByDigit(sign));
    return /[a-z]/iu.test(sign) ? [{ word: sign.toUpperCase(), letters: true }] : [];
  });

function fraction(over: string, under: string, accent: Accent): string {
  const a = Number(over);
  const b = Number(under);
  if (a === 0 || b < 2 || a >= b || (b > 10 && b !== 16 && b !== 32 && b !== 64 && b !== 100)) {
    if (over === '24' && under === '7') return 'twenty four seven';
    return `${cardinal(over, accent)} ${a < b && b > 10 ? 'of' : 'slash'} ${cardinal(under, accent)}`;
  }
  const part = b === 2 ? 'half' : b === 4 ? 'quarter' : ordinal(under, accent);
  if (a === 1) return `one ${part}`;
  return `${cardinal(over, accent)} ${b === 2 ? 'halves' : `${part}s`}`;
}
