export interface Part {
  readonly text: string;
  /** Offset into the identifier. */
  readonly from: number;
}

/**
 * The words of an identifier: camelCase, PascalCase, snake_case, SCREAMING_CASE, acronyms inside (`parseHTTPResponse`),
 * plural acronyms (`userIDs`), runs of digits. What is neither letter nor digit separates.
 */
export function identifierParts(identifier: string): Part[] {
  return [...identifier.matchAll(part)].map(({ 0: text, index }) => ({ text, from: index }));
}

const part = new RegExp(
  [
    '\\p{Lu}{2,}s(?!\\p{Ll})', // IDs
    '\\p{Lu}+(?=\\p{Lu}\\p{Ll})', // HTTP of HTTPResponse
    "[\\p{Lu}\\p{Lt}]?[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?:['’][\\p{L}\\p{M}]+)*", // word, Word, don't
    "[\\p{Lu}\\p{Lt}][\\p{Lu}\\p{Lt}\\p{M}]*(?:['’][\\p{L}\\p{M}]+)*", // HTTP
    '\\d+',
    '\\p{N}+',
  ].join('|'),
  'gu',
);
