import { calendar } from './calendar.js';
import { clock } from './clock.js';
import { currency } from './money.js';
import { quantities } from './quantities.js';
import { romanNumerals } from './romanNumerals.js';
import { technical } from './technical.js';
import { operatorRules } from './operators.js';
import type { Place, Rule, Said } from './rule.js';

/** In order: the first that matches and has something to say wins. */
const rules: readonly Rule[] = [...technical, ...calendar, ...clock, ...currency, ...quantities, ...operatorRules];

const wordRules: readonly Rule[] = [...technical, ...calendar, ...currency, ...romanNumerals];

/** Rules by the ASCII letter that the text begins with. */
const byLetter = new Map(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', (letter) => [
    letter,
    wordRules.filter(({ letters }) => letters?.includes(letter) ?? true),
  ]),
);

const otherLetters = wordRules.filter(({ letters }) => letters === undefined);

export interface RuleMatch {
  readonly said: readonly Said[];
  readonly length: number;
}

/** A word of small letters with a space after it means nothing else, unless a number follows: no rule is tried. */
const ordinaryWord = /[a-z]{2,30}\s(?!\s*\d)/y;

/** What a rule makes of the text at a place, where no word or number is cut in two. */
export function applyRules(place: Place): RuleMatch | undefined {
  ordinaryWord.lastIndex = place.from;
  if (ordinaryWord.test(place.text)) return undefined;
  const first = place.text.charAt(place.from);
  const candidates = byLetter.get(first) ?? (/\p{L}/u.test(first) ? otherLetters : rules);
  for (const rule of candidates) {
    rule.pattern.lastIndex = place.from;
    const match = rule.pattern.exec(place.text);
    const said = match && match[0] !== '' ? rule.say(match, place) : undefined;
    // A rule that has nothing to say must not swallow words.
    if (match && said && (said.length > 0 || !/[\p{L}\p{N}]/u.test(match[0]))) return { said, length: match[0].length };
  }
  return undefined;
}
