import { contextOf } from './letterContext.js';

/** A context tree as three columns, nodes in breadth-first order, so that a node's children lie side by side. */
export interface ContextTree {
  /** Feature values and sounds, by number. */
  readonly symbols: readonly string[];
  /** By node: the feature value that leads to it. Ascending among siblings. */
  readonly values: Uint16Array;
  /** By node: the sounds to be said when no child fits. */
  readonly sounds: Uint16Array;
  readonly childCounts: Uint16Array;
}

/** The file is a line of JSON (`symbols`, `nodes`), then the columns, little-endian. */
export function parseContextTree(file: Buffer): ContextTree {
  const lineEnd = file.indexOf('\n');
  const { symbols, nodes } = JSON.parse(file.toString('utf8', 0, lineEnd)) as { symbols: string[]; nodes: number };
  // A copy, as a view must begin at an even address. Every machine that this runs on is little-endian.
  const bytes = Uint8Array.prototype.slice.call(file, lineEnd + 1);
  const column = (index: number) => new Uint16Array(bytes.buffer, bytes.byteOffset + 2 * index * nodes, nodes);
  return { symbols, values: column(0), sounds: column(1), childCounts: column(2) };
}

export function writeContextTree({ symbols, values, sounds, childCounts }: ContextTree): Buffer {
  const columns = [values, sounds, childCounts].map((column) => {
    const bytes = Buffer.alloc(2 * column.length);
    column.forEach((value, node) => bytes.writeUInt16LE(value, 2 * node));
    return bytes;
  });
  return Buffer.concat([Buffer.from(`${JSON.stringify({ symbols, nodes: values.length })}\n`), ...columns]);
}

/** Guesses how a word sounds that no lexicon knows: letter by letter, from the longest context that was seen before. */
export class LetterToSound {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #firstChild: Uint32Array;

  constructor(private readonly tree: ContextTree) {
    this.#numbers = new Map(tree.symbols.map((symbol, number) => [symbol, number]));
    this.#firstChild = new Uint32Array(tree.childCounts.length);
    let next = 1;
    for (const [node, count] of tree.childCounts.entries()) {
      this.#firstChild[node] = next;
      next += count;
    }
  }

  /** Phonemes of a word of a to z, with exactly one primary stress if it has a vowel that can bear it. */
  say(word: string): string {
    const sounds = new Array<string>(word.length).fill('');
    for (let i = word.length - 1; i >= 0; i--) sounds[i] = this.#soundsOf(contextOf(word, i, sounds));
    const phonemes = sounds.join('');
    return withOneStress(strongVowel.test(phonemes) ? phonemes : strengthened(word, sounds));
  }

  #soundsOf(context: readonly string[]): string {
    let node = 0;
    for (const value of context) {
      const child = this.#child(node, this.#numbers.get(value));
      if (child === undefined) break;
      node = child;
    }
    return this.tree.symbols[this.tree.sounds[node]!]!;
  }

  #child(node: number, value: number | undefined): number | undefined {
    if (value === undefined) return undefined;
    let low = this.#firstChild[node]!;
    let high = low + this.tree.childCounts[node]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = this.tree.values[middle]!;
      if (here === value) return middle;
      if (here < value) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }
}

const weakVowel = /[əᵊᵻ]/u;
const strongVowel = /[AIOQWYaiuæɑɒɔɛɜɪʊʌ]/u;

/** What a letter sounds like in a stressed syllable, where it was taken for an unstressed one; before r, and else. */
const stressed: Readonly<Record<string, readonly [beforeR: string, elsewhere: string]>> = {
  a: ['ɑ', 'æ'],
  e: ['ɜ', 'ɛ'],
  i: ['ɜ', 'ɪ'],
  o: ['ɔ', 'ɑ'],
  u: ['ɜ', 'ʌ'],
  y: ['ɜ', 'ɪ'],
};

/** A word has a stressed vowel: the first one is, if all were taken for unstressed ones. */
function strengthened(word: string, sounds: readonly string[]): string {
  const unstressed = sounds.findIndex((sound, i) => weakVowel.test(sound) && word.charAt(i) in stressed);
  const weak = unstressed < 0 ? word.search(/[aeiou]|(?<!^)y/u) : unstressed;
  if (weak < 0) return sounds.join('');
  const [beforeR, elsewhere] = stressed[word.charAt(weak)]!;
  const isBeforeR = (sounds[weak]! + sounds.slice(weak + 1).join('')).replace(weakVowel, '').startsWith('ɹ');
  const vowel = isBeforeR ? beforeR : elsewhere;
  const sound = unstressed < 0 ? `ˈ${vowel}` : sounds[weak]!.replace(/[ˈˌ]?[əᵊᵻ]/u, `ˈ${vowel}`);
  return sounds.with(weak, sound).join('');
}

/** Letters are decided one by one, so a word may come out with no primary stress or with two. */
function withOneStress(phonemes: string): string {
  const last = phonemes.lastIndexOf('ˈ');
  if (last >= 0) return phonemes.slice(0, last).replaceAll('ˈ', 'ˌ') + phonemes.slice(last);
  if (phonemes.includes('ˌ')) return phonemes.replace('ˌ', 'ˈ');
  return phonemes.replace(strongVowel, 'ˈ$&');
}
