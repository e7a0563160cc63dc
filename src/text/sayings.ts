import { abbreviation } from './abbreviations.js';
import { identifierParts } from './identifiers.js';
import { latin } from './latin.js';
import { longestWord } from './limits.js';
import { digitByDigit, cardinal } from './rules/numbers.js';
import { applyRules } from './rules/index.js';
import { words, type Said } from './rules/rule.js';
import type { SpokenSymbols } from '../protocol/reading.js';
import { signNames } from './rules/operators.js';
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
/** Nothing has to be found out about it: no name is made of small letters alone, and no single letter is a word here. */
const plainWord = /^[a-z]{2,30}$/;
const identifier = /[\p{L}\p{M}\p{N}_$]+(?:['’]\p{L}+)*/uy;
const dotted = /(?:\p{L}\.){2,}|\p{L}{1,7}\./uy;
const punctuation = /\.{2,}(?!\/)|-{2,3}(?!-)|[,;:.!?…。、，！？"“”„«»‘’'`()[\]{}–—―-]/uy;

const strength: readonly Boundary[] = ['none', 'space', 'comma', 'clause', 'sentence', 'paragraph'];

const stronger = (a: Boundary, b: Boundary): Boundary => (strength.indexOf(a) >= strength.indexOf(b) ? a : b);

export interface Style {
  readonly accent: Accent;
  /** It is code: every sign counts. Prose has code in backticks. */
  readonly code: boolean;
  readonly symbols: SpokenSymbols;
  /** Is it listed as one word, however it looks? */
  readonly isName: (word: string) => boolean;
  /** Did the user say how it is pronounced? That wins over all rules. */
  readonly isOwn: (word: string) => boolean;
}

/** Turns the text of one sentence into words to be said. Every letter and digit ends up in a saying or in `skipped`. */
export function sayingsOf(text: string, style: Style): { sayings: Saying[]; skipped: Skipped[] } {
  const reader = new Reader(text, style);
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
  #code: boolean;
  /** Round brackets that belong to a name, as in `close()`, and are not said. */
  #calls = 0;

  constructor(
    private readonly text: string,
    private readonly style: Style,
  ) {
    this.#code = style.code;
  }

  read(): void {
    while (this.#at < this.text.length) {
      const start = this.#at;
      const read =
        this.#readSpace() || this.#readForeign() || this.#readOwn() || this.#readByRule() || this.#readWord();
      if (!read) this.#readSign();
      if (this.#at === start) this.#at += 1;
    }
    const last = this.sayings.at(-1);
    if (last?.after === ',' && this.style.code) last.after = '';
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

  #readOwn(): boolean {
    const found = this.#match(identifier);
    if (found === undefined || !this.style.isOwn(found)) return false;
    this.#add([{ word: found }], found.length);
    this.#at += found.length;
    return true;
  }

  #readByRule(): boolean {
    const previous = this.sayings.at(-1);
    const touching = previous?.to === this.#at ? previous.word : '';
    const found = applyRules({
      text: this.text,
      from: this.#at,
      previous: touching === '' ? (previous?.word.toLowerCase() ?? '') : '',
      accent: this.style.accent,
      symbols: this.style.symbols,
      code: this.#code,
    });
    if (!found) return false;
    this.#add(found.said, found.length);
    this.#at += found.length;
    return true;
  }

  #readWord(): boolean {
    const short = this.#match(dotted);
    const rest = short === undefined ? '' : this.text.slice(this.#at + short.length);
    const said = short === undefined || /^[\p{L}_]/u.test(rest) ? undefined : abbreviation(short, rest);
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
    if (plainWord.test(found)) {
      this.#add([{ word: found }], found.length);
      return;
    }
    const parts =
      /^[\p{L}\p{N}]+$/u.test(found) && this.style.isName(found) ? [{ text: found, from: 0 }] : identifierParts(found);
    if (/^__\p{L}\w*__$/u.test(found)) this.#add([{ word: 'dunder', from: 0, to: 2 }], 2);
    for (const { text, from } of parts) {
      const at = { from, to: from + text.length };
      const start = this.#at + from;
      const digits = text.normalize('NFKC').replace(/\D/gu, '');
      if (text.length > longestWord) {
        this.skipped.push({ from: start, to: start + text.length, why: 'too long for a word' });
      } else if (digits === '' && latin(text) === '') {
        this.skipped.push({ from: start, to: start + text.length, why: 'not in the alphabet' });
      } else if (/^\p{N}/u.test(text) && digits !== '') {
        const said = digits.length > 4 ? digitByDigit(digits) : cardinal(digits, this.style.accent);
        this.#add(
          words(said).map((word) => ({ ...word, ...at })),
          found.length,
        );
      } else {
        // A capital within an identifier only marks where a word begins.
        const word = parts.length > 1 && /^\p{Lu}\p{Ll}/u.test(text) ? text.toLowerCase() : text;
        const letters = /^[A-Za-z]$/u.test(word) && (this.#code || this.#isOperand(found.length));
        this.#add([{ word, letters, ...at }], found.length);
      }
    }
  }

  /** Before an operator a letter is a variable, not an article. */
  #isOperand(length: number): boolean {
    return /^\s*(?:[!=<>]=|&&|\|\||[-+*/=<>]\s)/u.test(this.text.slice(this.#at + length, this.#at + length + 8));
  }

  #readSign(): void {
    const marks = this.#match(punctuation);
    if (marks !== undefined) {
      if (!this.#readNameMark(marks)) {
        if (this.#isDash(marks)) this.#close('—', 'clause');
        else if (this.#code) this.#readCodeMark(marks);
        else this.#readMark(marks);
      }
      this.#at += marks.length;
      return;
    }
    const sign = String.fromCodePoint(this.text.codePointAt(this.#at)!);
    const said = Object.hasOwn(symbolNames, sign) ? symbolNames[sign] : undefined;
    const isGlob = sign === '*' && /[./]/u.test(this.text[this.#at + 1] ?? ''); // *.ts
    if (isGlob) this.#add(words('star'), 1);
    else if (said !== undefined && this.#isSaid(sign)) this.#add(words(said), sign.length);
    else this.#nameSign(sign);
    this.#at += sign.length;
  }

  get #previousChar(): string {
    return this.text[this.#at - 1] ?? ' ';
  }

  /** Signs that are only said between things, and not in every place. */
  #isSaid(sign: string): boolean {
    const next = this.text[this.#at + 1] ?? ' ';
    if (this.style.symbols === 'none') return !/[=/@+<>]/u.test(sign);
    if (sign === '<' || sign === '>') return false; // operators.ts says those that compare
    if (sign === '$' || sign === '%') return !/[\p{L}_{(]/u.test(next);
    if (sign === '&')
      return /\s|[\p{L}\p{N}]/u.test(this.#previousChar) && !/^\s?$/u.test(next + this.#previousChar.trim());
    return true;
  }

  /** Where every sign is said. */
  #nameSign(sign: string): void {
    if (this.#code && this.style.symbols === 'all' && Object.hasOwn(signNames, sign)) {
      this.#add(words(signNames[sign]!), sign.length);
    }
  }

  /** `--`, or a hyphen between spaces. */
  #isDash(marks: string): boolean {
    if (/^-{2,3}$/u.test(marks)) return true;
    return marks === '-' && /\s/u.test(this.#previousChar) && /\s/u.test(this.text[this.#at + 1] ?? '');
  }

  /** Signs that belong to a name rather than to the sentence: `foo.bar`, `.gitignore`, `close()`, `file(s)`. */
  #readNameMark(mark: string): boolean {
    const next = this.text[this.#at + 1] ?? ' ';
    const last = this.sayings.at(-1);
    const touching = /[\p{L}\p{N}_)\]]/u.test(this.#previousChar);
    if (mark === '.' && /[\p{L}_*/]/u.test(next) && (touching || /[\s"'`(/*\\]/u.test(this.#previousChar))) {
      this.#add(words('dot'), 1);
      return true;
    }
    if (mark === '(' && touching && last && !this.#code) {
      if (this.text.startsWith('(s)', this.#at)) {
        this.sayings[this.sayings.length - 1] = { ...last, word: `${last.word}s`, to: this.#at + 3 };
        this.#at += 2;
      } else if (next !== ')') {
        this.#pause('space');
      }
      if (next !== 's' || this.text[this.#at] === '(') this.#calls++;
      return true;
    }
    if (mark === ')' && this.#calls > 0) {
      this.#calls--;
      return true;
    }
    return /[[\]]/u.test(mark) && touching && !this.#code;
  }

  #readCodeMark(mark: string): void {
    if (this.style.symbols === 'all') this.#nameSign(mark);
    else if (mark === '`') this.#code = this.style.code;
    else if (mark === ',' || mark === ';') this.#close(',', 'comma');
    else if (mark === ':') this.#readColon(',');
    else if (mark === ')' && /^\)\s*\{?\s*[\p{L}\p{N}_]/u.test(this.text.slice(this.#at, this.#at + 20)))
      this.#close(',', 'comma');
    else if (/[?]/u.test(mark)) this.#close('?', 'clause');
    else this.#pause('space');
  }

  /** Punctuation as the model knows it. */
  #readMark(mark: string): void {
    if (mark === '`') this.#code = true;
    else if (mark.startsWith('..')) this.#close('…', 'sentence');
    else if (/[.!?。！？…]/u.test(mark)) this.#close({ '。': '.', '！': '!', '？': '?' }[mark] ?? mark, 'sentence');
    else if (/[,、，]/u.test(mark)) this.#close(',', 'comma');
    else if (mark === ';') this.#close(mark, 'clause');
    else if (mark === ':') this.#readColon(mark);
    else if (/[–—―]/u.test(mark)) this.#close('—', 'clause');
    else if (mark === '(') this.#open('(', 'comma');
    else if (mark === ')') this.#close(')', 'comma');
    else if (/[“„«]/u.test(mark) || (mark === '"' && !this.#quoted)) this.#quote(true);
    else if (/[”»"]/u.test(mark)) this.#quote(false);
    else if (/[[\]{}]/u.test(mark)) this.#pause('comma');
  }

  /** A colon within a name, as in `std::vector` or `node:fs`, is no pause. */
  #readColon(mark: string): void {
    const within = /[\p{L}\p{N}:]/u.test(this.text[this.#at + 1] ?? '') && !/\s/u.test(this.#previousChar);
    if (!within) this.#close(mark, 'clause');
  }

  #quote(opens: boolean): void {
    this.#quoted = opens;
    if (opens) this.#open('“', 'space');
    else this.#close('”', 'none');
  }

  #open(mark: string, boundary: Boundary): void {
    this.#pause(boundary);
    this.#opening += mark;
  }

  #close(mark: string, boundary: Boundary): void {
    const last = this.sayings.at(-1);
    if (!last || this.#opening !== '') return;
    // "?!" is one mark to the model, and a dash after a comma is none.
    if (last.after === '' || mark === ')' || mark === '”' || /[)”]$/u.test(last.after)) last.after += mark;
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
