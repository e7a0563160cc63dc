import { splitCompound } from './compounds.js';

/** What is known of a part of a word, in lower case. */
export interface Parts {
  /** It is a word as it stands. */
  readonly isWord: (part: string) => boolean;
  /** It is a word, an ending included. */
  readonly isKnown: (part: string) => boolean;
  /** It is said in other words or letters: `msg`, `ssl`. */
  readonly isRespelt: (part: string) => boolean;
}

export interface MixedWord extends Parts {
  /** It begins with a capital, as names of people do; they may begin or end like a clipped word (`Curran`, `Marios`). */
  readonly isName: boolean;
}

const shortestWord = 4;
const shortestRespelt = 3;

/**
 * Cuts a run-together word into words and what is said otherwise: `openssl` → open, ssl; `xdsclient` → XDS, client;
 * `eventf` → event, F. Capitals are to be spelt. Undefined if it is no such word.
 */
export function mixedParts(word: string, { isWord, isKnown, isRespelt, isName }: MixedWord): string[] | undefined {
  const beforeLetters = isName ? undefined : /^(.{4,}|no)(ml|js|db|ui|id|fs|gl|vm|ip|tk|cv)$/u.exec(word);
  if (beforeLetters && isWord(beforeLetters[1]!)) return [beforeLetters[1]!, beforeLetters[2]!.toUpperCase()];
  if (!isName && /^[aeiou].{4}/u.test(word) && isWord(word.slice(1)))
    return [word.charAt(0).toUpperCase(), word.slice(1)];
  if (word.startsWith('py') && (isWord(word.slice(2)) || isRespelt(word.slice(2)))) return ['py', word.slice(2)];
  const known = splitCompound(word, (part) => isWord(part) || (part.length >= shortestRespelt && isRespelt(part)));
  if (known?.every((part) => part.length >= shortestRespelt) && (!isName || isPlausible(known, isRespelt)))
    return known;
  // `privmsg`: what cannot be said as it stands shows where to cut.
  for (let length = 3; !isName && length <= 5; length++) {
    for (const at of [length, word.length - length]) {
      const parts = [word.slice(0, at), word.slice(at)] as const;
      const [clipped, rest] = at === length ? parts : [parts[1], parts[0]];
      if (isConsonants(clipped) && isRespelt(clipped) && isPronounceable(rest)) return [...parts];
    }
  }
  if (isPronounceable(word)) return undefined;
  const isRest = (part: string) => isKnown(part) || isRespelt(part) || splitCompound(part, isWord) !== undefined;
  for (let length = 1; length <= 4 && isConsonants(word.slice(0, length)); length++) {
    const rest = word.slice(length);
    if (rest.length >= (length === 1 ? shortestRespelt : shortestWord) && isRest(rest)) {
      return [word.slice(0, length).toUpperCase(), rest];
    }
  }
  for (let length = 1; length <= 2 && isConsonants(word.slice(-length)); length++) {
    const rest = word.slice(0, -length);
    if (rest.length >= shortestWord && isRest(rest)) return [rest, word.slice(-length).toUpperCase()];
  }
  return undefined;
}

/** Is it no name by any chance? */
function isPlausible(parts: readonly string[], isRespelt: Parts['isRespelt']): boolean {
  const isSure = parts.every(
    (part) => !isRespelt(part) || part.length > 3 || isConsonants(part) || /^(?:api|url)$/u.test(part),
  );
  return parts.every((part, i) => isRespelt(part) || part.length >= (isSure && i > 0 ? shortestRespelt : shortestWord));
}

const isConsonants = (letters: string) => /^[bcdfghjklmnpqrstvwxz]+$/u.test(letters);

/** Does it begin and end as English words do, and has it a vowel? */
export const isPronounceable = (letters: string): boolean =>
  letters.length > 2 && legalBeginning.test(letters) && hasLegalEnding(letters);

export const hasLegalEnding = (letters: string): boolean => !illegalEnding.test(letters);

const legalBeginning =
  /^(?:[^aeiouy]?[aeiouy]|(?:[bcfgkps]l|[bcdfgkptw]r|[cpstw]h|s[ckmnptvw]|[dt]w|gn|kn|ps|qu|s[cp]r|str|spl|sch|[cpst]hr)[aeiouy])/u;

/** Two stops or fricatives that do not go together, as in `cdf`; a stop before a liquid, as in `impl`. */
const illegalEnding =
  /(?!(?:ck|[cpfx]t|tz|bb|cc|dd|ff|gg|pp|tt|zz)$)[bcdfgjkpqtvxz][bcdfgjkmpqtvxz]$|[bcdfjkpqtvz][lrnmw]$|g[lrw]$|js$|[bcdfhkmpqstvwxz]g$|^[aeiou](?:sm|cc|cs|pl|ps|tl|dn|mn|nm|np|sd|sp|sr|vn|zz?)$/u;
