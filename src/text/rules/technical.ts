import { identifierParts } from '../identifiers.js';
import { latin } from '../latin.js';
import { cardinal, digitByDigit, year } from './numbers.js';
import { characters } from './quantities.js';
import { words, type Place, type Rule, type Said } from './rule.js';
import type { Accent } from '../sentence.js';

/** Words, acronyms and numbers of a name such as `my-package_v2`. */
export const name = (text: string, accent: Accent): Said[] =>
  identifierParts(text).flatMap((part): Said[] => {
    const word = latin(part.text);
    if (word === '') return [];
    return /^\d+$/u.test(word) ? words(number(word, accent)) : [{ word }];
  });

const number = (digits: string, accent: Accent) =>
  digits.length > 6 ? digitByDigit(digits) : cardinal(digits, accent);

const dotted = (text: string, accent: Accent): Said[] =>
  text.split('.').flatMap((label, i) => [...(i > 0 ? words('dot') : []), ...name(label, accent)]);

const withPause = (said: readonly Said[]): Said[] =>
  said.map((word, i) => (i === said.length - 1 ? { ...word, pause: ',' } : word));

/** A number as people say those that are names: 8080 eighty eighty, 3000 three thousand, 404 four oh four. */
function label(digits: string, accent: Accent): string {
  if (digits.length === 4) return year(digits, accent);
  if (/^[1-9]0[1-9]$/u.test(digits)) return `${cardinal(digits[0]!, accent)} oh ${cardinal(digits[2]!, accent)}`;
  return digits.length > 4 ? digitByDigit(digits) : cardinal(digits, accent);
}

const host = '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}[a-z]{2,18}';

/** Host and last part: what tells one link from another by ear. */
function url([, site = '', port, path = '']: RegExpExecArray, { accent }: Place): Said[] {
  const last = path
    .replace(/[?#].*$/u, '')
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  const from = dotted(site.replace(/^www\./u, ''), accent);
  const at = port === undefined ? from : [...from, ...words(`port ${label(port, accent)}`)];
  return last === undefined ? at : [...withPause(at), ...dotted(decoded(last), accent)];
}

const decoded = (part: string) => part.replace(/%[\da-fA-F]{2}/gu, ' ').slice(0, 60);

/** The first characters of a hash tell it from others. */
const shortHash = 7;

const chordKeys = 'Ctrl|Control|Cmd|Command|Alt|Option|Opt|Shift|Meta|Super|Win|Fn|CtrlCmd';

const keyNames: Readonly<Record<string, string>> = {
  Ctrl: 'control',
  CtrlCmd: 'control or command',
  Cmd: 'command',
  Opt: 'option',
  Win: 'windows',
  Fn: 'function',
  Esc: 'escape',
  Del: 'delete',
  Ins: 'insert',
  PgUp: 'page up',
  PgDn: 'page down',
  '⌘': 'command',
  '⇧': 'shift',
  '⌥': 'option',
  '⌃': 'control',
};

const key = (sign: string, accent: Accent): Said[] =>
  words(keyNames[sign] ?? '').concat(
    sign in keyNames
      ? []
      : /^\w+$/u.test(sign)
        ? name(sign.length > 1 ? sign.toLowerCase() : sign.toUpperCase(), accent)
        : [],
  );

/** Names that are followed by a version number rather than by a decimal fraction. */
const versioned = new Set(
  'android bash c chrome cmake cuda debian deno django dotnet edge es fedora firefox flask gcc git glibc go gradle ios java kotlin laravel linux llvm lua macos mysql net node npm openssl perl php postgresql postgres python pytorch rails react release ruby rust safari scala since spring swift tensorflow typescript ubuntu until version v vue windows'.split(
    ' ',
  ),
);

/** `Node >= 20.19` */
const comparedVersion = /(\p{L}+)\s*(?:[<>]=?|==?|~|~>)\s*$/u;

export const technical: readonly Rule[] = [
  {
    letters: 'hfwgsHFWGS',
    pattern: new RegExp(
      `(?:https?|ftp|wss?|git|ssh|file):\\/\\/(?:[\\w.~-]+@)?(${host}|localhost|\\d+\\.\\d+\\.\\d+\\.\\d+)(?::(\\d{2,5}))?(\\/[^\\s<>"'\`()[\\]{}|\\\\]*[^\\s<>"'\`()[\\]{}|\\\\.,;:!?*])?\\/?`,
      'iuy',
    ),
    say: url,
  },
  {
    letters: 'wW',
    pattern: new RegExp(`(www\\.${host})(?::(\\d{2,5}))?(\\/[^\\s<>"'\`()]*[^\\s<>"'\`().,;:!?])?\\/?`, 'iuy'),
    say: url,
  },
  {
    pattern: new RegExp(`(\\w[\\w.+-]{0,63})@(${host})\\b`, 'iuy'),
    say: ([, user = '', site = ''], { accent }) => [...dotted(user, accent), ...words('at'), ...dotted(site, accent)],
  },
  {
    // 123e4567-e89b-12d3-a456-426614174000
    letters: 'abcdefABCDEF',
    pattern: /([\da-f]{8})-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/iuy,
    say: ([, start = '']) => [{ word: 'UUID', letters: true }, ...characters(start.slice(0, 4).toUpperCase())],
  },
  {
    // Hashes: digits and letters mixed, so that no word or number is taken for one.
    pattern:
      /(?:sha\d*[-:])?(?=[a-f]*\d)(?=\d*[a-f])(?=(?:[a-f]*\d+[a-f]+){2}|(?:\d*[a-f]+\d+){2})[\da-f]{7,64}(?![\p{L}\p{N}_])/uy,
    say: ([hash]) => characters(hash.replace(/^sha\d*[-:]/u, '').slice(0, shortHash)),
  },
  {
    letters: '',
    pattern: /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:(\/\d{1,2})|:(\d{2,5}))?(?!\.?\d)/uy,
    say([, a = '', b = '', c = '', d = '', mask, port], { accent }) {
      const address = [a, b, c, d].map((part) => cardinal(String(Number(part)), accent)).join(' dot ');
      const more = mask ? ` slash ${cardinal(mask.slice(1), accent)}` : port ? ` port ${label(port, accent)}` : '';
      return words(address + more);
    },
  },
  {
    letters: 'l',
    pattern: /localhost:(\d{2,5})\b/uy,
    say: ([, port = ''], { accent }) => words(`local host port ${label(port, accent)}`),
  },
  {
    // v1.2.3, 1.2.3-beta.1, ^20.0, ~4.5, 1.x
    letters: 'vV',
    pattern: /(\^|[vV])?(\d+(?:\.\d+|\.[xX*]){1,5})(?:-([a-z]+)\.?(\d+)?)?(?![\p{L}\p{N}])/uy,
    say([, sign, version = '', stage, build], { accent, previous, text, from }) {
      const compared = comparedVersion.exec(text.slice(Math.max(0, from - 30), from))?.[1]?.toLowerCase() ?? '';
      const isVersion =
        sign !== undefined ||
        versioned.has(previous) ||
        versioned.has(compared) ||
        /\..*\.|[xX*]/u.test(version) ||
        stage !== undefined;
      if (!isVersion) return undefined;
      const numbers = version
        .split('.')
        .map((part) => (/\d/u.test(part) ? versionPart(part, accent) : 'X'))
        .join(' point ');
      const prefix = sign === '^' ? 'caret ' : sign === undefined || previous === 'version' ? '' : 'version ';
      const said = words(`${prefix}${numbers}`);
      if (stage === undefined) return said;
      return [...said, ...name(stage, accent), ...(build === undefined ? [] : words(cardinal(build, accent)))];
    },
  },
  {
    pattern: /([CFJ])#(?![\p{L}\d])/uy,
    letters: 'CFJ',
    say: ([, language = '']) => [{ word: language, letters: true }, ...words('sharp')],
  },
  {
    // w/, w/o
    pattern: /w\/(o\b)?(?=\s)/uy,
    letters: 'w',
    say: ([, without]) => words(without === undefined ? 'with' : 'without'),
  },
  {
    // v2
    letters: 'vV',
    pattern: /[vV](\d{1,4})(?![\p{L}\p{N}.])/uy,
    say: ([, version = ''], { accent }) => words(`version ${cardinal(version, accent)}`),
  },
  {
    // RFC 7231, ISO-8601, PEP 8, CVE-2021-44228, ES2015, ECMA-262, IEEE 754
    letters: 'RIPCEBSUAD',
    pattern: /(RFC|ISO|PEP|CVE|ES|ECMA|IEEE|BCP|STD|UTS|UAX|ANSI|EN|DIN)[ -]?(\d{1,5})(?:-(\d{1,7}))?\b/uy,
    say([, series = '', first = '', second], { accent }) {
      const said: Said[] = [{ word: series }, ...words(label(first, accent))];
      return second === undefined ? said : [...withPause(said), ...words(digitByDigit(second))];
    },
  },
  {
    letters: 'Hscep',
    pattern: /(HTTP|status|code|error|port)[ :](\d{3,5})(?![\d.,%]\d|\w)/uy,
    say: ([, before = '', digits = ''], { accent }) => [
      ...before.split(' ').map((word) => ({ word })),
      ...words(label(digits, accent)),
    ],
  },
  {
    // #123, GH-123, PR #5
    letters: '',
    pattern: /#(\d{1,7})\b/uy,
    say: ([, issue = ''], { accent, previous }) =>
      words(
        `${['number', 'issue', 'pr', 'bug', 'ticket'].includes(previous) ? '' : 'number '}${cardinal(issue, accent)}`,
      ),
  },
  {
    // #ff00aa
    letters: '',
    pattern: /#([\da-fA-F]{8}|[\da-fA-F]{6}|[\da-fA-F]{3,4})\b/uy,
    say: ([, colour = '']) =>
      /\d|^([a-fA-F])\1/u.test(colour) ? [...words('color'), ...characters(colour)] : undefined,
  },
  {
    letters: 'CAOSMWF',
    pattern: new RegExp(
      `(?:${chordKeys})(?:\\s?[+-]\\s?(?:${chordKeys}|[A-Z]?[a-z]{2,9}|[A-Z]|F?\\d{1,2}|[^\\s\\p{L}\\p{N}])(?![a-z\\d]))+`,
      'uy',
    ),
    say: ([chord], { accent }) => chord.split(/\s?[+-]\s?/u).flatMap((sign) => key(sign, accent)),
  },
  {
    letters: '',
    pattern: /[⌘⇧⌥⌃]+[A-Z\d]?/uy,
    say: ([chord], { accent }) => Array.from(chord).flatMap((sign) => key(sign, accent)),
  },
  {
    // /^[a-z]+$/i: only with signs that no path has
    letters: '',
    pattern:
      /\/(?![\s/*])(?=[^\s/]*[\\^$[(|+])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,300}\/[dgimsuvy]*(?![\p{L}\p{N}/])/uy,
    say: (_, { text, from }) =>
      /[\p{L}\p{N}_)\].*~}]/u.test(text[from - 1] ?? '') ? undefined : words('a regular expression'),
  },
  {
    // -la
    letters: '',
    pattern: /-([a-zA-Z]{2,3})(?![\w-])/uy,
    say: ([, flags = ''], { text, from }) =>
      /\s/u.test(text[from - 1] ?? ' ') ? [...words('dash'), { word: flags, letters: true }] : undefined,
  },
  {
    // --verbose, -f
    letters: '',
    pattern: /(--?)(?=\p{L})/uy,
    say: ([dashes], { text, from }) =>
      /[\s"'`([,|=]/u.test(text[from - 1] ?? ' ') ? words(dashes === '--' ? 'dash dash' : 'dash') : undefined,
  },
];

const versionPart = (digits: string, accent: Accent) =>
  /^0\d/u.test(digits) ? digitByDigit(digits) : number(digits, accent);
