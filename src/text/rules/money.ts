import type { Accent } from '../sentence.js';
import { cardinal, decimal } from './numbers.js';
import { words, type Rule } from './rule.js';

interface Currency {
  readonly one: string;
  readonly many: string;
  readonly hundredth?: string;
  readonly hundredths?: string;
}

const euro: Currency = { one: 'euro', many: 'euros', hundredth: 'cent', hundredths: 'cents' };
const dollar: Currency = { one: 'dollar', many: 'dollars', hundredth: 'cent', hundredths: 'cents' };
const pound: Currency = { one: 'pound', many: 'pounds', hundredth: 'penny', hundredths: 'pence' };
const yen: Currency = { one: 'yen', many: 'yen' };

const currencies: Readonly<Record<string, Currency>> = {
  $: dollar,
  US$: dollar,
  USD: dollar,
  '€': euro,
  EUR: euro,
  '£': pound,
  GBP: pound,
  '¥': yen,
  JPY: yen,
  '₹': { one: 'rupee', many: 'rupees' },
  INR: { one: 'rupee', many: 'rupees' },
  '₩': { one: 'won', many: 'won' },
  '₿': { one: 'bitcoin', many: 'bitcoin' },
  CHF: { one: 'Swiss franc', many: 'Swiss francs' },
};

const magnitudes: Readonly<Record<string, string>> = {
  k: 'thousand',
  K: 'thousand',
  m: 'million',
  M: 'million',
  bn: 'billion',
  b: 'billion',
  B: 'billion',
  T: 'trillion',
};

const sign = '(US\\$|USD|EUR|GBP|JPY|INR|CHF|[$€£¥₹₩₿])';
const amount = '(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d+))?';
const magnitude = '(?:\\s?(k|K|m|M|bn|b|B|T|thousand|million|billion|trillion)\\b)?';

function money(
  name: string,
  whole: string,
  fraction: string | undefined,
  size: string | undefined,
  accent: Accent,
): string {
  const currency = currencies[name]!;
  if (size !== undefined) return `${decimal(whole, fraction, accent)} ${magnitudes[size] ?? size} ${currency.many}`;
  const isOne = Number(whole) === 1;
  const unit = isOne ? currency.one : currency.many;
  if (fraction === undefined || /^0+$/u.test(fraction)) return `${cardinal(whole, accent)} ${unit}`;
  if (fraction.length !== 2 || currency.hundredths === undefined) {
    return `${decimal(whole, fraction, accent)} ${currency.many}`;
  }
  const cents = cardinal(String(Number(fraction)), accent);
  const small = `${cents} ${Number(fraction) === 1 ? currency.hundredth! : currency.hundredths}`;
  return Number(whole) === 0 ? small : `${cardinal(whole, accent)} ${unit} and ${small}`;
}

export const currency: readonly Rule[] = [
  {
    letters: 'UEGJIC',
    pattern: new RegExp(`([-−])?${sign}\\s?${amount}${magnitude}`, 'uy'),
    say: ([, minus, name = '', whole = '', fraction, size], { accent }) =>
      words((minus === undefined ? '' : 'minus ') + money(name, whole, fraction, size, accent)),
  },
  {
    letters: '',
    pattern: new RegExp(`${amount}${magnitude}\\s?${sign}(?![\\p{L}\\d])`, 'uy'),
    say: ([, whole = '', fraction, size, name = ''], { accent }) => words(money(name, whole, fraction, size, accent)),
  },
];
