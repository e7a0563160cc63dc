import type { Passage } from './passage.js';

/** What takes the place of a match: other words, or a stretch of the text that stays, from index to index. */
export type Replacement = string | { readonly from: number; readonly to: number };

/** Text cut, joined and reworded, in which every UTF-16 unit still knows the stretch of source that it stands for. */
export class MappedText implements Passage {
  private constructor(
    readonly text: string,
    private readonly starts: readonly number[],
    private readonly ends: readonly number[],
  ) {}

  /** Source text; `start` is the source offset of its first unit. */
  static of(text: string, start: number): MappedText {
    const starts: number[] = [];
    const ends: number[] = [];
    for (let i = 0; i < text.length; i++) {
      starts.push(start + i);
      ends.push(start + i + 1);
    }
    return new MappedText(text, starts, ends);
  }

  /** Words that stand for a stretch of source. */
  static saying(words: string, start: number, end: number): MappedText {
    return new MappedText(
      words,
      new Array<number>(words.length).fill(start),
      new Array<number>(words.length).fill(end),
    );
  }

  static joined(parts: readonly MappedText[]): MappedText {
    if (parts.length === 1) return parts[0]!;
    const starts: number[] = [];
    const ends: number[] = [];
    for (const part of parts) {
      for (const start of part.starts) starts.push(start);
      for (const end of part.ends) ends.push(end);
    }
    return new MappedText(parts.map(({ text }) => text).join(''), starts, ends);
  }

  /** The parts with a space between each two. */
  static spaced(parts: readonly MappedText[]): MappedText {
    return MappedText.joined(
      parts.flatMap((part, i) => {
        const before = parts[i - 1];
        return before ? [MappedText.saying(' ', before.sourceEnd, part.sourceStart), part] : [part];
      }),
    );
  }

  get sourceStart(): number {
    return this.startOf(0);
  }

  get sourceEnd(): number {
    return this.endOf(this.text.length);
  }

  startOf(index: number): number {
    return this.starts[index] ?? this.ends.at(-1) ?? 0;
  }

  endOf(index: number): number {
    return this.ends[index - 1] ?? this.starts[0] ?? 0;
  }

  slice(from: number, to = this.text.length): MappedText {
    return new MappedText(this.text.slice(from, to), this.starts.slice(from, to), this.ends.slice(from, to));
  }

  trim(): MappedText {
    const from = this.text.length - this.text.trimStart().length;
    return this.slice(from, Math.max(from, this.text.trimEnd().length));
  }

  append(other: MappedText): MappedText {
    return MappedText.joined([this, other]);
  }

  /** `pattern` must be global. What `by` leaves undefined stays as it is. */
  replace(pattern: RegExp, by: (match: RegExpExecArray) => readonly Replacement[] | undefined): MappedText {
    const parts: MappedText[] = [];
    let at = 0;
    for (const match of this.text.matchAll(pattern)) {
      const replacements = by(match);
      if (!replacements) continue;
      const end = match.index + match[0].length;
      parts.push(this.slice(at, match.index));
      let cursor = match.index;
      for (const [i, replacement] of replacements.entries()) {
        if (typeof replacement !== 'string') {
          parts.push(this.slice(replacement.from, replacement.to));
          cursor = replacement.to;
          continue;
        }
        // Words stand for what is between the stretches that stay; if that is nothing, for the character before.
        const next = replacements.slice(i + 1).find((later) => typeof later !== 'string')?.from ?? end;
        const from = cursor < next ? cursor : Math.max(0, next - 1);
        parts.push(MappedText.saying(replacement, this.startOf(from), this.endOf(Math.max(from + 1, next))));
      }
      at = end;
    }
    return parts.length === 0 ? this : MappedText.joined([...parts, this.slice(at)]);
  }
}

/** Where group `name` of a match with the `d` flag stands; undefined if it did not take part. */
export function group(match: RegExpExecArray, name: string): { from: number; to: number } | undefined {
  const range = match.indices?.groups?.[name];
  return range && { from: range[0], to: range[1] };
}
