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
  if (/^[A-Za-z][a-z]*$/u.test(identifier)) return [{ text: identifier, from: 0 }];
  return [...identifier.matchAll(part)].map(({ 0: text, index }) => ({ text, from: index }));
}

const part = new RegExp(
  [
    // Names that look like several words.
    'IPv[46]|OAuth2?|OpenAI|Open[A-Z]L|GitHub|GitLab|JavaScript|TypeScript|PostgreSQL|MySQL|SQLite|NoSQL|GraphQL',
    'WebGL|WebGPU|YouTube|[Bb]ase64|(?:[Uu][Tt][Ff]-?(?:8|16|32)|[Ss][Hh][Aa](?:1|256|512))(?!\\d)',
    '(?<!\\p{L})(?:i18n|l10n|a11y|k8s|e2e|x86|x64|mp[34]|md5|amd64|arm64|h264)(?![\\p{L}\\d])',
    "\\p{Lu}{2,}(?:['’]?(?:s|ed|ing))(?![\\p{Ll}])", // IDs, ACKed
    '\\p{Lu}+(?=\\p{Lu}\\p{Ll})', // HTTP of HTTPResponse
    "[\\p{Lu}\\p{Lt}]?[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?:['’][\\p{L}\\p{M}]+)*", // word, Word, don't
    "[\\p{Lu}\\p{Lt}][\\p{Lu}\\p{Lt}\\p{M}]*(?:['’][\\p{L}\\p{M}]+)*", // HTTP
    '\\d+',
    '\\p{N}+',
  ].join('|'),
  'gu',
);
