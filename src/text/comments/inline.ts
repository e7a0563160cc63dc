import { group, type MappedText, type Replacement } from '../mappedText.js';

/** A way to write something inside a line of documentation, and what of it is read. */
interface Markup {
  readonly pattern: RegExp;
  readonly by: (match: RegExpExecArray) => readonly Replacement[] | undefined;
}

/** Keeps the first of these groups that took part. */
const keep =
  (...names: readonly string[]) =>
  (match: RegExpExecArray): readonly Replacement[] => {
    const found = names.map((name) => group(match, name)).find((range) => range !== undefined);
    return found ? [found] : [];
  };

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: '’',
  copy: '©',
  gt: ' > ',
  hellip: '…',
  lt: ' < ',
  mdash: '—',
  nbsp: ' ',
  ndash: '–',
  quot: '"',
};

const htmlTags =
  'a|abbr|b|blockquote|body|br|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|html|i|img|kbd|li|ol|p|pre|q|s|samp|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|' +
  'summary|remarks|para|value|list|item|term|description|example|returns|typeparam|exception|param|c|note';

const markups: readonly Markup[] = [
  // {@link Foo#bar the label}, {@code x}
  {
    pattern: /\{@inherit[dD]oc\b[^{}]*\}|<inheritdoc\b[^<>]*\/>|^@inherit[dD]oc\b/gu,
    by: () => ['inherits its documentation'],
  },
  {
    pattern: /\{@(?:code|literal|systemProperty)\s+(?<text>[^{}]*)\}/dgu,
    by: (match) => ['`', group(match, 'text')!, '`'],
  },
  {
    pattern: /\{@\w+\s+(?<target>[^{}\s|(]+)(?:\([^{}()]*\))?(?:\s*\|\s*|\s+)?(?<label>[^{}]*)\}/dgu,
    by(match) {
      const label = group(match, 'label');
      return [label && label.to > label.from ? label : group(match, 'target')!];
    },
  },
  // C# documentation
  { pattern: /<(?:see|seealso)\s+(?:cref|langword|href)="(?:\w:)?(?<text>[^"]*)"\s*\/>/dgu, by: keep('text') },
  { pattern: /<(?:see|seealso)\s[^<>]*>(?<text>[^<>]*)<\/(?:see|seealso)>/dgu, by: keep('text') },
  { pattern: /<(?:paramref|typeparamref)\s+name="(?<text>[^"]*)"\s*\/>/dgu, by: keep('text') },
  {
    pattern: /<(?<kind>param|typeparam|exception)\s+(?:name|cref)="(?:\w:)?(?<name>[^"]*)"\s*>/dgu,
    by: (match) => [xmlPhrases[match.groups!.kind!]!, group(match, 'name')!, ': '],
  },
  { pattern: /<returns>\s*/gu, by: () => ['returns '] },
  // Markdown
  { pattern: /!\[(?<text>[^\][]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+"[^"]*")?\)/dgu, by: keep('text') },
  { pattern: /\[(?<text>[^\][]+)\](?:\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)|\[[^\][]*\])/dgu, by: keep('text') },
  { pattern: /\[(?<text>`[^`[\]]+`)\]/dgu, by: keep('text') },
  { pattern: /<(?<text>(?:https?:\/\/|mailto:)[^<>\s]+)>/dgu, by: keep('text') },
  { pattern: /(?<![\w*])(?<mark>\*\*|\*)(?=[^\s*])(?<text>[^*]{0,300}?[^\s*])\k<mark>(?![\w*])/dgu, by: keep('text') },
  { pattern: /(?<![\w_`])_(?=[^\s_])(?<text>[^_`]{0,300}?[^\s_])_(?![\w_`])/dgu, by: keep('text') },
  { pattern: /(?<![\w~])~~(?<text>[^~]{1,300})~~/dgu, by: keep('text') },
  // reST
  { pattern: /:(?:[a-z]+:)?[a-z]+:`~(?:[\w]+\.)*(?<text>\w+)(?:\(\))?`/dgu, by: keep('text') },
  { pattern: /:(?:[a-z]+:)?[a-z]+:`(?<text>[^`<>]+?)\s*(?:<[^`<>]*>)?`/dgu, by: keep('text') },
  { pattern: /``(?<text>[^`]+)``/dgu, by: (match) => ['`', group(match, 'text')!, '`'] },
  { pattern: /`(?<text>[^`<>]+?)\s*<[^`<>]+>`__?/dgu, by: keep('text') },
  // Doxygen
  { pattern: /(?<![\w\\@])[@\\](?:[pceba]|ref|em|code|endcode)\s+(?=\S)/gu, by: () => [] },
  { pattern: /\\f\$(?<text>[^$]*)\\f\$/dgu, by: keep('text') },
  // HTML and XML
  { pattern: new RegExp(`</?(?:${htmlTags})(?:\\s[^<>]*)?/?>`, 'giu'), by: () => [' '] },
  {
    pattern: /&(?:(?<name>[a-z]+)|#\d+|#x[\da-f]+);/giu,
    by: (match) => [entities[match.groups!.name ?? ''] ?? ' '],
  },
];

const xmlPhrases: Readonly<Record<string, string>> = {
  param: 'parameter ',
  typeparam: 'type parameter ',
  exception: 'throws ',
};

/** Without the markup of Markdown, HTML, Javadoc, TSDoc, Doxygen, reST and C# documentation; code stays in backticks. */
export function withoutMarkup(text: MappedText): MappedText {
  return markups.reduce((rest, { pattern, by }) => (quick.test(rest.text) ? rest.replace(pattern, by) : rest), text);
}

/** Text without any of these has no markup. */
const quick = /[[\]{}<>*_`~\\@&:]/u;
