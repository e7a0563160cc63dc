/** Writing systems that an English voice cannot speak, by the name a reader would give to the passage. */
const scripts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Japanese', /[\p{scx=Hiragana}\p{scx=Katakana}]/u],
  ['Chinese or Japanese', /\p{scx=Han}/u],
  ['Korean', /\p{scx=Hangul}/u],
  ['Cyrillic', /\p{sc=Cyrillic}/u],
  ['Greek', /\p{sc=Greek}/u],
  ['Arabic', /\p{sc=Arabic}/u],
  ['Hebrew', /\p{sc=Hebrew}/u],
  ['Devanagari', /\p{sc=Devanagari}/u],
  ['Bengali', /\p{sc=Bengali}/u],
  ['Tamil', /\p{sc=Tamil}/u],
  ['Thai', /\p{sc=Thai}/u],
  ['Armenian', /\p{sc=Armenian}/u],
  ['Georgian', /\p{sc=Georgian}/u],
];

/** A letter or digit that is neither Latin nor common to all scripts, after compatibility forms are resolved. */
const foreign = /^(?!\p{sc=Latin})[\p{L}\p{N}]$/u;

const isForeign = (sign: string) =>
  sign > '\u02AF' &&
  foreign.test(sign) &&
  !/^[\p{sc=Latin}0-9⁄\p{P}]+$/u.test(sign.normalize('NFKD').replace(/\p{M}/gu, ''));

const greekLetters: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'α=alpha β=beta γ=gamma δ=delta ε=epsilon ζ=zeta η=eta θ=theta ι=iota κ=kappa λ=lambda μ=mu ν=nu ξ=xi ο=omicron π=pi ' +
    'ρ=rho σ=sigma ς=sigma τ=tau υ=upsilon φ=phi χ=chi ψ=psi ω=omega'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(2)]),
);

/** The name of a Greek letter that stands alone, as in a formula. */
export const greekLetter = (sign: string): string | undefined => greekLetters[sign.normalize('NFKC').toLowerCase()];

export interface ForeignRun {
  readonly length: number;
  readonly script: string;
}

/** The passage in a foreign script that starts at `from`: its words with what stands between them. */
export function foreignRun(text: string, from: number): ForeignRun | undefined {
  if (text.charCodeAt(from) < 0x250) return undefined;
  let end = from;
  let at = from;
  while (at < text.length) {
    const sign = String.fromCodePoint(text.codePointAt(at)!);
    if (!isForeign(sign) && !(end > from && /[\p{M}\p{P}\p{S}\s]/u.test(sign))) break;
    at += sign.length;
    if (isForeign(sign) || /\p{M}/u.test(sign)) end = at;
  }
  if (end === from) return undefined;
  const run = text.slice(from, end);
  return { length: run.length, script: scripts.find(([, pattern]) => pattern.test(run))?.[0] ?? 'another script' };
}
