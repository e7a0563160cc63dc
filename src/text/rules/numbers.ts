import * as britain from 'n2words/en-GB';
import * as america from 'n2words/en-US';
import type { Accent } from '../sentence.js';

/** Longer numbers are read digit by digit: nobody follows quintillions. */
const mostDigits = 18;

const bare = (digits: string) => digits.replace(/[,_ \u00A0\u202F’']/gu, '');

/** `1,234` → one thousand two hundred thirty four (in Britain: and thirty four). */
export function cardinal(digits: string, accent: Accent): string {
  const plain = bare(digits);
  if (plain.length > mostDigits || /^0\d/u.test(plain)) return digitByDigit(plain);
  return hyphenless((accent === 'gb' ? britain : america).toCardinal(BigInt(plain)));
}

/** `21` → twenty first. */
export function ordinal(digits: string, accent: Accent): string {
  const plain = bare(digits);
  if (plain.length > mostDigits || Number(plain) === 0) return `${cardinal(plain, accent)}th`;
  return hyphenless((accent === 'gb' ? britain : america).toOrdinal(BigInt(plain)));
}

const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export const digitByDigit = (digits: string): string =>
  Array.from(digits, (digit) => digitNames[Number(digit)] ?? '').join(' ');

/** `3.14` → three point one four; without a whole part: point five. */
export function decimal(whole: string, fraction: string | undefined, accent: Accent): string {
  const before = whole === '' ? '' : cardinal(whole, accent);
  return fraction === undefined ? before : `${before} point ${digitByDigit(fraction)}`.trimStart();
}

/** `1905` → nineteen oh five, `2000` → two thousand, `2024` → twenty twenty four. */
export function year(digits: string, accent: Accent): string {
  const century = Number(digits.slice(0, -2));
  const rest = Number(digits.slice(-2));
  if (digits.length !== 4 || (century % 10 === 0 && rest < 10)) return cardinal(digits, accent);
  if (rest === 0) return `${cardinal(String(century), accent)} hundred`;
  return `${cardinal(String(century), accent)} ${rest < 10 ? 'oh ' : ''}${cardinal(String(rest), accent)}`;
}

/** `1990s` → nineteen nineties, `80s` → eighties. */
export function decade(digits: string, accent: Accent): string {
  const said = digits.length === 4 ? year(digits, accent) : cardinal(digits, accent);
  return said.endsWith('y') ? `${said.slice(0, -1)}ies` : `${said}s`;
}

const hyphenless = (said: string) => said.replaceAll('-', ' ');
