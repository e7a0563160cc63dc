import type { Nodes, Parents, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { BlockOrSkipped } from './block.js';
import { MappedText } from './mappedText.js';

/** Markdown is parsed in pieces of about this many characters, so that a long document starts as fast as a short one. */
const pieceLength = 1500;

/** Without links in plain text, which take half of the time: rules for URLs find them as well. */
const options = {
  extensions: [gfm(), { disable: { null: ['wwwAutolink', 'protocolAutolink', 'emailAutolink'] } }],
  mdastExtensions: gfmFromMarkdown().filter(({ transforms }) => !transforms),
};

/** What is read of a Markdown document. `start` is the source offset of its first character. */
export function* markdownBlocks(text: string, start: number): Generator<BlockOrSkipped> {
  const frontMatter = /^---\r?\n(?:.*\r?\n){0,200}?---(?:\r?\n|$)/u.exec(text.slice(0, 10_000))?.[0] ?? '';
  if (frontMatter !== '') yield { start, end: start + frontMatter.trimEnd().length, why: 'front matter' };
  let at = frontMatter.length;
  while (at < text.length) {
    const piece = text.slice(at, at + pieceEnd(text, at));
    yield* new MarkdownReader(piece, start + at).blocks();
    at += piece.length;
  }
}

/** Length of the next piece: up to a blank line that is not within a fence and is not followed by an indented line. */
function pieceEnd(text: string, from: number): number {
  const window = text.slice(from, from + 2 * pieceLength);
  if (window.length <= pieceLength) return window.length;
  let fenced = false;
  let at = 0;
  let best = 0;
  for (const line of window.split('\n')) {
    if (/^\s{0,3}(?:```|~~~)/u.test(line)) fenced = !fenced;
    if (at > 0 && !fenced && /^[^\s>|]/u.test(line) && window.slice(0, at).endsWith('\n\n')) {
      best = at;
      if (best > pieceLength / 2) return best;
    }
    at += line.length + 1;
  }
  return best > 0 ? best : window.length;
}

const speakable = (text: string) => /[\p{L}\p{N}]/u.test(text);

const footnoteMark = /\[\^[^\]\s]+\]/gu;

class MarkdownReader {
  /** End of the text that was found last, and of the node that is being read. */
  #found = 0;
  #end = 1;
  /** Source offset of the last character that was given out. */
  #said = 0;

  constructor(
    private readonly source: string,
    private readonly start: number,
  ) {}

  blocks(): Generator<BlockOrSkipped> {
    return this.#children(fromMarkdown(this.source, options));
  }

  *#children(parent: Parents): Generator<BlockOrSkipped> {
    for (const child of parent.children) yield* this.#block(child);
  }

  *#block(node: RootContent): Generator<BlockOrSkipped> {
    if (node.type === 'heading' || node.type === 'paragraph') {
      yield* this.#text(MappedText.joined(node.children.map((child) => this.#inline(child))), 'paragraph');
    } else if (node.type === 'table') {
      yield* this.#table(node);
    } else if (node.type === 'code') {
      if (node.value.trim() !== '') yield this.#skipped(node, 'code example');
    } else if (node.type === 'definition') {
      yield this.#skipped(node, 'link target');
    } else if (node.type === 'html') {
      if (speakable(node.value.replace(/<[^<>]*>/gu, ''))) yield* this.#text(this.#inline(node), 'paragraph');
      else if (speakable(node.value)) yield this.#skipped(node, 'HTML tags');
    } else if ('children' in node) {
      yield* this.#children(node);
    }
  }

  *#text(inlines: MappedText, boundary: 'sentence' | 'paragraph'): Generator<BlockOrSkipped> {
    if (inlines.text.trim() === '') return;
    const passage = inlines.trim().ascending(this.#said);
    this.#said = passage.startOf(passage.text.length - 1);
    yield { passage, boundary, code: false };
  }

  /** Row by row, each cell after the name of its column. */
  *#table({ children: [header, ...rows] }: Table): Generator<BlockOrSkipped> {
    const titles = (header?.children ?? []).map((cell) => this.#inline(cell).text.trim());
    if (rows.length === 0 && header) yield* this.#text(this.#inline(header), 'sentence');
    for (const row of rows) {
      const cells = row.children.flatMap((cell, column) => {
        const said = this.#inline(cell).trim();
        if (said.text === '') return [];
        const title = titles[column] ?? '';
        const before = title === '' ? '' : `${title}: `;
        const after = MappedText.saying('; ', said.sourceEnd - 1, said.sourceEnd);
        return [MappedText.saying(before, said.sourceStart, said.sourceEnd), said, after];
      });
      yield* this.#text(MappedText.joined(cells.slice(0, -1)), 'sentence');
    }
  }

  #inline(node: Nodes): MappedText {
    if (node.type === 'text') return this.#verbatim(node.value, node).replace(footnoteMark, () => []);
    if (node.type === 'inlineCode') {
      const { from, to } = this.#range(node);
      const open = MappedText.saying('`', this.start + from, this.start + from + 1);
      const close = MappedText.saying('`', this.start + to - 1, this.start + to);
      return MappedText.joined([open, this.#verbatim(node.value, node), close]);
    }
    if (node.type === 'html') return this.#verbatim(node.value, node).replace(/<!--.*?-->|<[^<>]*>/gsu, () => [' ']);
    if (node.type === 'break') return this.#at(node, ' ');
    if (node.type === 'image' || node.type === 'imageReference') return this.#verbatim(node.alt ?? '', node);
    this.#range(node);
    return 'children' in node
      ? MappedText.joined(node.children.map((child) => this.#inline(child)))
      : this.#at(node, '');
  }

  /** The value of a node where it is found in the source, line by line; where it is not, it stands for the whole node. */
  #verbatim(value: string, node: Nodes): MappedText {
    const { from, to } = this.#range(node);
    let at = from;
    const lines = value.split(/(?<=\n)/u).map((line) => {
      const found = this.source.indexOf(line, at);
      if (found < 0 || found + line.length > to) {
        return MappedText.saying(line, this.start + Math.min(at, to - 1), this.start + to);
      }
      at = found + line.length;
      this.#found = at;
      return MappedText.of(line, this.start + found);
    });
    return MappedText.joined(lines);
  }

  #at(node: Nodes, words: string): MappedText {
    const { from, to } = this.#range(node);
    return MappedText.saying(words, this.start + from, this.start + to);
  }

  #skipped(node: Nodes, why: string): BlockOrSkipped {
    const { from, to } = this.#range(node);
    return { start: this.start + from, end: this.start + to, why };
  }

  /** Links that are recognised in plain text have no position of their own: they follow what was found last. */
  #range({ position }: Nodes): { from: number; to: number } {
    if (position?.start.offset === undefined || position.end.offset === undefined) {
      return { from: Math.min(this.#found, this.#end - 1), to: this.#end };
    }
    this.#end = position.end.offset;
    this.#found = Math.max(this.#found, position.start.offset);
    return { from: position.start.offset, to: position.end.offset };
  }
}
