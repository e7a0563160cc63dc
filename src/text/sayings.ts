import { abbreviation } from './abbreviations.js';
import { identifierParts } from './identifiers.js';
import { latin } from './latin.js';
import { longestWord } from './limits.js';
import { digitByDigit, cardinal } from './rules/numbers.js';
import { applyRules } from './rules/index.js';
import { words, type Said } from './rules/rule.js';
import { symbolNames } from './rules/symbols.js';
import { foreignRun, greekLetter } from './scripts.js';
import type { Accent, Boundary } from './sentence.js';

/** A word to be said, before anybody asked how it sounds. Offsets are into the text it was found in. */
export interface Saying {
  readonly from: number;
  readonly to: number;
  /** A word as it is written, of letters and apostrophes, or letters to be spelt. */
  readonly word: string;
  readonly letters: boolean;
  /** Punctuation that the voice should see. */
  before: string;
  after: string;
  /** Strongest cut allowed after it, as far as the text up to the next word says. */
  boundary: Boundary;
}

export interface Skipped {
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

const space = /\s+/uy;
const identifier = /[\p{L}\p{M}\p{N}_$]+(?:['’]\p{L}+)*/uy;
const dotted = /(?:\p{L}\.){2,}|\p{L}{1,7}\./uy;
const punctuation = /[,;:.!?…。、，！？"“”„«»‘’'`()[\]{}–—―-]+/uy;

const strength: readonly Boundary[] = ['none', 'space', 'comma', 'clause', 'sentence', 'paragraph'];

const stronger = (a: Boundary, b: Boundary): Boundary => (strength.indexOf(a) >= strength.indexOf(b) ? a : b);

/** Turns the text of one sentence into words to be said. Every letter and digit ends up in a saying or in `skipped`. */
export function sayingsOf(text: string, accent: Accent): { sayings: Saying[]; skipped: Skipped[] } {
  const reader = new Reader(text, accent);
  reader.read();
  return reader;
}

class Reader {
  readonly sayings: Saying[] = [];
  readonly skipped: Skipped[] = [];
  #at = 0;
  /** Opening punctuation that waits for its word. */
  #opening = '';
  #quoted = false;

  constructor(
    private readonly text: string,
    private readonly accent: Accent,
  ) {}

  read(): void {
    while (this.#at < this.text.length) {
      const start = this.#at;
      if (!this.#readSpace() && !this.#readForeign() && !this.#readByRule() && !this.#readWord()) this.#readSign();
      if (this.#at === start) this.#at += 1;
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.text)?.[0];
  }

  #readSpace(): boolean {
    const found = this.#match(space);
    if (found === undefined) return false;
    this.#pause('space');
    this.#at += found.length;
    return true;
  }

  #readForeign(): boolean {
    const run = foreignRun(this.text, this.#at);
    if (!run) return false;
    const letter = greekLetter(this.text.slice(this.#at, this.#at + run.length));
    if (letter === undefined) this.skipped.push({ from: this.#at, to: this.#at + run.length, why: run.script });
    else this.#add([{ word: letter }], run.length);
    this.#at += run.length;
    return true;
  }

  #readByRule(): boolean {
    const previous = this.sayings.at(-1);
    const touching = previous?.to === this.#at ? previous.word : '';
    const found = applyRules({
      text: this.text,
      from: this.#at,
      previous: touching === '' ? (previous?.word.toLowerCase() ?? '') : '',
      accent: this.accent,
    });
    if (!found) return false;
    this.#add(found.said, found.length);
    this.#at += found.length;
    return true;
  }

  #readWord(): boolean {
    const short = this.#match(dotted);
    const rest = short === undefined ? '' : this.text.slice(this.#at + short.length);
    const said = short === undefined ? undefined : abbreviation(short, rest);
    if (short !== undefined && said !== undefined) {
      this.#add(words(said), short.length);
      this.#at += short.length;
      if (/^\s*$/u.test(rest)) this.#close('.', 'sentence');
      return true;
    }
    if (short !== undefined && /^(\p{L}\.){2,}$/u.test(short)) {
      this.#add([{ word: short.replaceAll('.', ''), letters: true }], short.length); // U.S.
      this.#at += short.length;
      if (/^\s*$/u.test(rest)) this.#close('.', 'sentence');
      return true;
    }
    const found = this.#match(identifier);
    if (found === undefined) return false;
    this.#addIdentifier(found);
    this.#at += found.length;
    return true;
  }

  #addIdentifier(found: string): void {
    const parts = identifierParts(found);
    for (const { text, from } of parts) {
      const at = { from, to: from + text.length };
      const start = this.#at + from;
      const digits = text.normalize('NFKC').replace(/\D/gu, '');
      if (text.length > longestWord) {
        this.skipped.push({ from: start, to: start + text.length, why: 'too long for a word' });
      } else if (digits === '' && latin(text) === '') {
        this.skipped.push({ from: start, to: start + text.length, why: 'not in the alphabet' });
      } else if (/^\p{N}/u.test(text) && digits !== '') {
        const said = digits.length > 4 ? digitByDigit(digits) : cardinal(digits, this.accent);
        this.#add(
          words(said).map((word) => ({ ...word, ...at })),
          found.length,
        );
      } else {
        // A capital within an identifier only marks where a word begins.
        const word = parts.length > 1 && /^\p{Lu}\p{Ll}/u.test(text) ? text.toLowerCase() : text;
        this.#add([{ word, ...at }], found.length);
      }
    }
  }

  #readSign(): void {
    const marks = this.#match(punctuation);
    if (marks !== undefined) {
      if (this.#isDash(marks)) this.#close('—', 'clause');
      else for (const mark of marks) this.#readMark(mark);
      this.#at += marks.length;
      return;
    }
    const sign = String.fromCodePoint(this.text.codePointAt(this.#at)!);
    const name = Object.hasOwn(symbolNames, sign) ? symbolNames[sign] : undefined;
    if (name !== undefined) {
      this.#add(words(name), sign.length);
    } else if (sign === '#' && /^\d/u.test(this.text.slice(this.#at + 1, this.#at + 2))) {
      this.#add([{ word: 'number' }], 1);
    }
    this.#at += sign.length;
  }

  /** `--`, or a hyphen between spaces. */
  #isDash(marks: string): boolean {
    if (/^-{2,3}$/u.test(marks)) return true;
    return marks === '-' && /\s-\s/u.test(this.text.slice(Math.max(0, this.#at - 1), this.#at + 2));
  }

  /** Punctuation as the model knows it. */
  #readMark(mark: string): void {
    if (/[.!?。！？…]/u.test(mark)) this.#close({ '。': '.', '！': '!', '？': '?' }[mark] ?? mark, 'sentence');
    else if (/[,、，]/u.test(mark)) this.#close(',', 'comma');
    else if (/[;:]/u.test(mark)) this.#close(mark, 'clause');
    else if (/[–—―]/u.test(mark)) this.#close('—', 'clause');
    else if (mark === '(') this.#open('(', 'comma');
    else if (mark === ')') this.#close(')', 'comma');
    else if (/[“„«]/u.test(mark) || (mark === '"' && !this.#quoted)) this.#open('“', 'space');
    else if (/[”»"]/u.test(mark)) this.#close('”', 'none');
    else if (/[[\]{}]/u.test(mark)) this.#pause('comma');
    if (/[“„«”»"]/u.test(mark)) this.#quoted = /[“„«]/u.test(mark) || (mark === '"' && !this.#quoted);
  }

  #open(mark: string, boundary: Boundary): void {
    this.#pause(boundary);
    this.#opening += mark;
  }

  #close(mark: string, boundary: Boundary): void {
    const last = this.sayings.at(-1);
    if (!last || this.#opening !== '') return;
    // "..." and "?!" are one mark to the model, and a dash after a comma is none.
    if (last.after === '' || mark === ')' || mark === '”' || /[)”]$/u.test(last.after)) last.after += mark;
    else if (last.after.endsWith('.') && mark === '.') last.after = last.after.replace(/\.$/u, '…');
    else if (/[!?]/u.test(mark) && !/[!?]$/u.test(last.after)) last.after = last.after.slice(0, -1) + mark;
    this.#pause(boundary);
  }

  #pause(boundary: Boundary): void {
    const last = this.sayings.at(-1);
    if (last) last.boundary = stronger(last.boundary, boundary);
  }

  #add(said: readonly Said[], length: number): void {
    for (const { word, letters = false, from = 0, to = length, pause, boundary = 'none' } of said) {
      const before = this.#opening;
      this.#opening = '';
      this.sayings.push({
        from: this.#at + from,
        to: this.#at + to,
        word,
        letters,
        before,
        after: pause ?? '',
        boundary: pause ? 'comma' : boundary,
      });
    }
  }
}
