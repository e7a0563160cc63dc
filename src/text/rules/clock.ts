import type { Accent } from '../sentence.js';
import { cardinal } from './numbers.js';
import { words, type Rule } from './rule.js';

/** `9:05` → nine oh five, `9:00` → nine o'clock, with a half of the day: nine A M. */
function time(hours: string, minutes: string, half: string | undefined, accent: Accent): string {
  const hour = cardinal(String(Number(hours)), accent);
  const minute = Number(minutes);
  const halfName = half === undefined ? '' : half.toLowerCase() === 'a' ? ' A M' : ' P M';
  if (minute > 0) return `${hour} ${minute < 10 ? 'oh ' : ''}${cardinal(String(minute), accent)}${halfName}`;
  if (halfName !== '') return hour + halfName;
  return Number(hours) > 0 && Number(hours) <= 12 ? `${hour} o'clock` : `${hour} hundred`;
}

export const clock: readonly Rule[] = [
  {
    pattern: /([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?(?:\s?([ap])\.?m\b\.?)?(?!\d|:\d)/iuy,
    say([, hours = '', minutes = '', seconds, half], { accent }) {
      if (seconds === undefined) return words(time(hours, minutes, half, accent));
      const rest = Number(seconds) === 0 ? '' : ` and ${counted(seconds, 'second', accent)}`;
      return words(time(hours, minutes, half, accent) + rest);
    },
  },
  {
    pattern: /(1[0-2]|0?[1-9])\s?([ap])\.?m\b\.?/iuy,
    say: ([, hours = '', half], { accent }) => words(time(hours, '00', half, accent)),
  },
];

const counted = (digits: string, unit: string, accent: Accent) =>
  `${cardinal(String(Number(digits)), accent)} ${unit}${Number(digits) === 1 ? '' : 's'}`;
