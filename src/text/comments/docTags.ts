import { group, type MappedText } from '../mappedText.js';

/** What is said for a documentation tag; the rest of its line follows. Tags that are not listed are said as they are. */
const phrases: Readonly<Record<string, string>> = {
  arg: 'parameter',
  argument: 'parameter',
  author: 'author:',
  brief: '',
  callback: 'callback',
  category: 'category:',
  constructor: 'constructor',
  copyright: 'copyright',
  date: 'date:',
  def: '',
  default: 'default:',
  defaultvalue: 'default:',
  deprecated: 'deprecated:',
  desc: '',
  description: '',
  details: '',
  example: 'example:',
  exception: 'throws',
  extends: 'extends',
  augments: 'extends',
  fires: 'fires',
  emits: 'fires',
  fn: '',
  implements: 'implements',
  invariant: 'invariant:',
  kind: 'kind:',
  note: 'note:',
  param: 'parameter',
  params: 'parameters',
  post: 'postcondition:',
  pre: 'precondition:',
  precondition: 'precondition:',
  prop: 'property',
  property: 'property',
  raise: 'raises',
  remark: 'remark:',
  remarks: 'remarks:',
  return: 'returns',
  returns: 'returns',
  retval: 'returns',
  sa: 'see',
  section: '',
  see: 'see',
  seealso: 'see',
  serialData: '',
  short: '',
  since: 'since',
  summary: '',
  template: 'type parameter',
  throw: 'throws',
  throws: 'throws',
  todo: 'to do:',
  tparam: 'type parameter',
  typeParam: 'type parameter',
  typedef: 'type definition',
  type: 'type',
  version: 'version',
  warning: 'warning:',
  yield: 'yields',
  yields: 'yields',
};

/** A name follows, then what is to be said about it. */
const named = new Set(['arg', 'argument', 'param', 'prop', 'property', 'template', 'tparam', 'typeParam']);

const tagLine =
  /^\s*[@\\](?<tag>[a-zA-Z]+)(?:\[[\w,\s]*\])?(?=[\s{:]|$)(?:\s*\{(?<type>(?:[^{}]|\{[^{}]*\})*)\})?\s*(?<rest>.*)$/dsu;

/** `[name=default]`, `name`, `$name`, `...name`, `T extends U`; then a dash or colon. */
const nameAndRest =
  /^(?:(?<before>[\w|\\?<>,[\]]+)\s+(?=[&.]*\$))?\[?[&.]*(?<name>[$\w][\w$.[\]]*)(?:\s*=[^\]]*)?\]?(?:\s+extends\s+\S+)?\s*(?<type>\[[^\]]*\]\s*)?(?:[-–—:]\s*)?(?<about>.*)$/dsu;

export interface Tag {
  readonly tag: string;
  /** The line in words. */
  readonly said: MappedText;
}

/** A line that begins with a tag of JSDoc, TSDoc, Javadoc, Doxygen or YARD, reworded; undefined for any other line. */
export function docTag(line: MappedText): Tag | undefined {
  const match = tagLine.exec(line.text);
  const tag = match?.groups?.tag;
  // \p, \c, \ref: marks of words, not of lines.
  if (!match || tag === undefined || /^(?:.|ref|em|code|link)$/u.test(tag)) return undefined;
  const rest = group(match, 'rest')!;
  const type = group(match, 'type');
  const phrase = Object.hasOwn(phrases, tag) ? phrases[tag]! : tag;
  const head = line.slice(0, rest.from).replace(/^.*$/dgsu, () => [phrase]);
  const tail = line.slice(rest.from, rest.to);
  return { tag, said: spaced(head, tailOf(tag, tail, type && line.slice(type.from, type.to))) };
}

function tailOf(tag: string, tail: MappedText, type: MappedText | undefined): MappedText {
  if (tag === 'throws' || tag === 'throw' || tag === 'type' || tag === 'extends')
    return type ? spaced(type, tail) : tail;
  if (/^(?:returns?|yields?)$/u.test(tag)) {
    return tail.replace(/^(?:\[[^\]]*\]\s*(?=\S))?(?:[-–—]\s+)?/gu, () => []); // YARD's [Type]
  }
  if (!named.has(tag)) return tail;
  const match = nameAndRest.exec(tail.text);
  if (!match) return tail;
  const name = group(match, 'name')!;
  const about = group(match, 'about')!;
  // In backticks: `a` is a letter here, not an article.
  const said = quoted(tail.slice(name.from, name.to));
  if (about.from === about.to) return said;
  return spaced(colon(said), tail.slice(about.from, about.to));
}

const quoted = (text: MappedText) => text.replace(/^.*$/gsu, ({ 0: all }) => ['`', { from: 0, to: all.length }, '`']);

const colon = (text: MappedText) => text.replace(/$/gu, () => [':']);

const spaced = (a: MappedText, b: MappedText) => {
  if (a.text.trim() === '') return b;
  return b.text.trim() === '' ? a : a.replace(/$/gu, () => [' ']).append(b);
};

/** `:param str name: about`, as in reST docstrings. */
const fieldLine =
  /^\s*:(?<field>[a-z]+)(?:\s+(?<type>[^:]*?))??(?:\s+(?<name>\*{0,2}[\w.]+))?:(?:\s+(?<about>.*))?$/dsu;

const fields: Readonly<Record<string, string>> = {
  param: 'parameter',
  parameter: 'parameter',
  arg: 'parameter',
  key: 'key',
  keyword: 'keyword',
  return: 'returns',
  returns: 'returns',
  raises: 'raises',
  raise: 'raises',
  rtype: 'return type',
  type: 'type of',
  var: 'variable',
  ivar: 'variable',
  cvar: 'class variable',
  yields: 'yields',
};

export function docField(line: MappedText): MappedText | undefined {
  const match = fieldLine.exec(line.text);
  const phrase = match && Object.hasOwn(fields, match.groups!.field!) ? fields[match.groups!.field!] : undefined;
  if (!match || phrase === undefined) return undefined;
  const name = group(match, 'name');
  const about = group(match, 'about');
  const head = line.slice(0, match.indices!.groups!.field![1]).replace(/^.*$/gsu, () => [phrase]);
  const said = name ? spaced(head, line.slice(name.from, name.to)) : head;
  return about ? spaced(name ? colon(said) : said, line.slice(about.from, about.to)) : said;
}
