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

const shortestWord = 4;
const shortestRespelt = 3;

/**
 * Cuts a run-together word into words and what is said otherwise: `openssl` → open, ssl; `xdsclient` → XDS, client;
 * `eventf` → event, F. Capitals are to be spelt. Undefined if it is no such word.
 */
export function mixedParts(word: string, { isWord, isKnown, isRespelt }: Parts): string[] | undefined {
  const known = splitCompound(word, (part) => isWord(part) || (part.length >= shortestRespelt && isRespelt(part)));
  if (known && isPlausible(known, isRespelt)) return known;
  if (isPronounceable(word)) return undefined;
  const isRest = (part: string) => isKnown(part) || splitCompound(part, isWord) !== undefined;
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

/** Names of people may begin or end like a clipped word or an acronym (`Curran`, `Marios`): then the rest must be longer. */
function isPlausible(parts: readonly string[], isRespelt: Parts['isRespelt']): boolean {
  const isSure = parts.every(
    (part) => !isRespelt(part) || part.length > 3 || isConsonants(part) || /^(?:api|url)$/u.test(part),
  );
  return parts.every((part, i) => isRespelt(part) || part.length >= (isSure && i > 0 ? shortestRespelt : shortestWord));
}

const isConsonants = (letters: string) => /^[bcdfghjklmnpqrstvwxz]+$/u.test(letters);

/** Does it begin and end as English words do, and has it a vowel? */
export const isPronounceable = (letters: string): boolean =>
  letters.length > 2 && legalBeginning.test(letters) && !illegalEnding.test(letters);

const legalBeginning =
  /^(?:[^aeiouy]?[aeiouy]|(?:[bcfgkps]l|[bcdfgkptw]r|[cpstw]h|s[ckmnptvw]|[dt]w|gn|kn|ps|qu|s[cp]r|str|spl|sch|[cpst]hr)[aeiouy])/u;

/** Two stops or fricatives that do not go together, as in `cdf`; a stop before a liquid, as in `impl`. */
const illegalEnding =
  /(?!(?:ck|[cpfx]t|tz|bb|cc|dd|ff|gg|pp|tt|zz)$)[bcdfgjkpqtvxz][bcdfgjkmpqtvxz]$|[bcdfjkpqtvz][lrnmw]$|g[lrw]$/u;
