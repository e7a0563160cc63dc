import { cardinal, ordinal } from './numbers.js';
import { words, type Rule } from './rule.js';

const numbered = new Set(
  'act appendix article book chapter class figure grade level mark part phase quarter scene section stage step table title type volume war bowl'.split(
    ' ',
  ),
);

const rulers = new Set(
  'albert alexander benedict catherine charles constantine edward elizabeth francis frederick george gregory henry innocent james john leo louis mary napoleon nicholas paul philip pius ramesses richard urban wilhelm william'.split(
    ' ',
  ),
);

const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** Undefined for letters that are no well-formed number below 400. */
function valueOf(numeral: string): number | undefined {
  if (!/^C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/u.test(numeral)) return undefined;
  const digits = Array.from(numeral, (letter) => values[letter]!);
  return digits.reduce((sum, digit, i) => sum + (digit < (digits[i + 1] ?? 0) ? -digit : digit), 0);
}

/** Chapter IV, World War II, Henry VIII: only after a word that such a number follows. */
export const romanNumerals: readonly Rule[] = [
  {
    letters: 'IVXLC',
    pattern: /[IVXLC]+\b/uy,
    say([numeral], { previous, accent }) {
      const value = valueOf(numeral);
      if (value === undefined) return undefined;
      if (numbered.has(previous)) return words(cardinal(String(value), accent));
      if (rulers.has(previous) && (numeral.length > 1 || previous !== 'john')) {
        return words(`the ${ordinal(String(value), accent)}`);
      }
      return undefined;
    },
  },
];
