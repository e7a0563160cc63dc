import { goesOn } from './abbreviations.js';
import type { Sentence } from './sentence.js';

export interface SentenceRange {
  /** Offsets into the text; no white space at either end. */
  readonly from: number;
  readonly to: number;
  readonly boundary: Sentence['boundary'];
}

/** Sentences are looked for in windows of this many characters, so that a long text starts as fast as a short one. */
const windowLength = 2000;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Sentences of plain text, lazily, in order. A blank line ends a paragraph. A line break within a paragraph is white space
 * where the line was full or the next one goes on in lower case; otherwise it ends a sentence, as in a list.
 * A stretch without any end of sentence is cut at white space, as late as the window allows.
 */
export function* sentenceRanges(
  text: string,
  boundaryAtEnd: Sentence['boundary'] = 'paragraph',
): Generator<SentenceRange> {
  let at = 0;
  while (at < text.length) {
    const window = text.slice(at, at + windowLength);
    const blank = /\n[^\S\n]*\n/u.exec(window);
    const rest = at + window.length < text.length;
    const complete = blank !== null || !rest;
    const paragraph = blank ? window.slice(0, blank.index) : window;
    const ends = sentenceEnds(paragraph);
    // The last sentence of a window that was cut off may go on behind it.
    if (!complete && ends.length > 1) ends.pop();
    else if (!complete) ends[0] = lastSpace(paragraph);
    let from = 0;
    for (const [i, to] of ends.entries()) {
      const last = complete && i === ends.length - 1;
      const range = trimmed(text, at + from, at + to);
      if (range) yield { ...range, boundary: last ? (blank ? 'paragraph' : boundaryAtEnd) : 'sentence' };
      from = to;
    }
    at += blank ? blank.index + blank[0].length : (ends.at(-1) ?? window.length);
  }
}

/** Where white space lets a text be cut, as late as possible; else its end, but not within a surrogate pair. */
function lastSpace(text: string): number {
  const space = /\s\S*$/u.exec(text);
  if (space && space.index > 0) return space.index;
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}

function trimmed(text: string, from: number, to: number): { from: number; to: number } | undefined {
  const inner = text.slice(from, to);
  const start = inner.search(/\S/u);
  if (start < 0) return undefined;
  return { from: from + start, to: from + inner.trimEnd().length };
}

/** Ends of the sentences of one paragraph, the last one included. */
function sentenceEnds(paragraph: string): number[] {
  const ends: number[] = [];
  let line = 0;
  for (const lineEnd of lineEnds(paragraph)) {
    // The segmenter takes every line break for an end.
    const joined = paragraph.slice(line, lineEnd).replace(/[\n\r\u0085\u2028\u2029]/gu, ' ');
    let start = 0;
    for (const { index, segment } of segmenter.segment(joined)) {
      const end = index + segment.length;
      const rest = joined.slice(end, end + 40);
      if (rest.trim() !== '' && continues(joined.slice(start, end), rest)) continue;
      ends.push(line + end);
      start = end;
    }
    line = lineEnd;
  }
  return ends;
}

/** Ends of the stretches of lines that belong together. */
function* lineEnds(paragraph: string): Generator<number> {
  let lineStart = 0;
  for (const { index } of paragraph.matchAll(/\n/gu)) {
    const line = paragraph.slice(lineStart, index);
    const next = paragraph.slice(index + 1, index + 80).trimStart();
    lineStart = index + 1;
    if (!isSoftWrap(line, next)) yield lineStart;
  }
  yield paragraph.length;
}

/** A line at least this long was probably broken because it was full. */
const fullLine = 45;

function isSoftWrap(line: string, next: string): boolean {
  if (/^([-*+•–]|\(?\d{1,3}[.)])\s/u.test(next)) return false;
  return /^\p{Ll}/u.test(next) || line.trim().length >= fullLine;
}

/** Words that begin a sentence more often than they follow an initial. */
const starters =
  /^(A|An|And|As|At|But|By|For|He|Here|How|I|If|In|It|Its|No|On|Or|She|So|That|The|Then|There|These|They|This|To|We|What|When|You)\b/u;

/** Is this only part of a sentence that goes on with `rest`, whatever the general rules say? */
function continues(sentence: string, rest: string): boolean {
  const text = sentence.trimEnd();
  if (text === sentence && /[.!?]$/u.test(text)) return true; // a != b
  if (/^\s*[([]?(\d{1,3}|[A-Za-z])[.)]$/u.test(sentence.trimEnd()) && !/^\s*(I)\.$/u.test(text)) return true; // number of a list item
  if (/[.!?…]["”’')\]]+$/u.test(text)) return /^\s*\p{Ll}/u.test(rest); // “Stop!” he said
  const word = /(?:^|[\s([{"“‘'])([\p{L}.]+\.)$/u.exec(text)?.[1];
  if (word === undefined) return false;
  if (goesOn(word, rest)) return true;
  const initial = /^(\p{Lu}\.)+$/u.test(word);
  if (!initial || starters.test(rest.trimStart())) return false;
  return word.length > 2 || /(?:^|\p{Lu}[\p{L}.]*\s)\p{Lu}\.$/u.test(text); // U.S. Army, John F. Kennedy
}
