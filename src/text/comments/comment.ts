import type { BlockOrSkipped } from '../block.js';
import { MappedText } from '../mappedText.js';
import { boilerplate, isDirective } from './boilerplate.js';
import { looksLikeCode } from './codeLines.js';
import { docField, docTag } from './docTags.js';
import { undress } from './dress.js';
import { withoutMarkup } from './inline.js';

/** A comment block (adjacent line comments, a block comment, a docstring), in the order of the source. */
export function* commentBlocks(comment: string, start: number): Generator<BlockOrSkipped> {
  const why = boilerplate(comment);
  if (why !== undefined) yield { start, end: start + comment.length, why };
  else yield* new CommentReader(undress(comment, start)).blocks();
}

/** In lines. */
const longestParagraph = 50;

type LineKind = 'blank' | 'directive' | 'code' | 'fence' | 'example' | 'start' | 'text';

class CommentReader {
  #paragraph: MappedText[] = [];
  #skipping: { lines: MappedText[]; why: string } | undefined;
  /** Inside a code fence. */
  #fenced = false;
  /** After @example: code until the next tag. */
  #example = false;
  /** After a heading such as `Args:`: names with what they mean. */
  #items = false;

  constructor(private readonly lines: Iterable<MappedText>) {}

  *blocks(): Generator<BlockOrSkipped> {
    for (const raw of this.lines) {
      const line = withoutFrame(raw);
      const kind = this.#kindOf(line);
      const why = skipReason(kind);
      if (why !== undefined) {
        yield* this.#endParagraph('paragraph');
        if (this.#skipping?.why !== why) yield* this.#endSkipped();
        this.#skipping ??= { lines: [], why };
        this.#skipping.lines.push(raw.trim());
        continue;
      }
      if (kind === 'blank') {
        yield* this.#endParagraph('paragraph');
        continue;
      }
      yield* this.#endSkipped();
      if (kind === 'start') yield* this.#endParagraph('sentence');
      this.#paragraph.push(this.#reworded(line));
      // Nobody waits for the end of a comment without blank lines.
      if (this.#paragraph.length >= longestParagraph) yield* this.#endParagraph('sentence');
      if (this.#isHeading(line)) yield* this.#endParagraph('sentence');
    }
    yield* this.#endParagraph('paragraph');
    yield* this.#endSkipped();
  }

  #kindOf({ text }: MappedText): LineKind {
    if (/^\s*(?:```|~~~)/u.test(text)) {
      this.#fenced = !this.#fenced;
      return 'fence';
    }
    if (this.#fenced) return 'fence';
    if (/^\s*[@\\][a-zA-Z]+/u.test(text)) this.#example = false;
    if (!/[\p{L}\p{N}]/u.test(text)) return 'blank';
    if (isDirective(text)) return 'directive';
    if (this.#example || /^\s*(?:>>>|\.\.\.)\s/u.test(text)) return 'example';
    if (this.#skipping?.why === skipReason('example') && text.trim() !== '' && /^\s*\S+$/u.test(text)) return 'example';
    if (isStart(text) || (this.#items && item.test(text))) return 'start';
    return looksLikeCode(text) ? 'code' : 'text';
  }

  /** The line in words. */
  #reworded(line: MappedText): MappedText {
    const tag = docTag(line);
    if (tag) {
      this.#example = tag.tag === 'example';
      this.#items = false;
      return tag.said;
    }
    const field = docField(line);
    if (field) return field;
    if (sectionHeading.test(line.text)) {
      this.#items = true;
      return line.replace(/\bArgs:/gu, () => ['Arguments:']);
    }
    if (this.#items && item.test(line.text)) {
      // `name (type): about`, `name : type`
      return line
        .replace(/^(\s*\*{0,2}[\w.]+(?:,\s*\*{0,2}\w+)*)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*:/gu, (match) => [
          { from: 0, to: match[1]!.length },
          ':',
        ])
        .replace(/^(\s*\*{0,2}\w+(?:,\s*\*{0,2}\w+)*) : .*$/gu, (match) => [{ from: 0, to: match[1]!.length }, ':']);
    }
    return line.replace(/^\s*(?:[-*+•–]\s+|#{1,6}\s+|>\s+|#?region\s+)/gu, () => []).replace(todo, todoInWords);
  }

  #isHeading({ text }: MappedText): boolean {
    return (
      /^\s*#{1,6}\s/u.test(text) ||
      sectionHeading.test(text) ||
      /^\s*(?:Parameters|Returns|Raises|Yields|Examples?|Notes?|Attributes|See Also)\s*$/u.test(text)
    );
  }

  *#endParagraph(boundary: 'sentence' | 'paragraph'): Generator<BlockOrSkipped> {
    if (this.#paragraph.length === 0) return;
    const passage = withoutMarkup(MappedText.spaced(this.#paragraph.map((line) => line.trim())));
    this.#paragraph = [];
    yield { passage, boundary, code: false };
  }

  *#endSkipped(): Generator<BlockOrSkipped> {
    const skipping = this.#skipping;
    this.#skipping = undefined;
    const lines = skipping?.lines.filter(({ text }) => text !== '') ?? [];
    if (skipping && lines.length > 0) {
      yield { start: lines[0]!.sourceStart, end: lines.at(-1)!.sourceEnd, why: skipping.why };
    }
  }
}

function skipReason(kind: LineKind): string | undefined {
  switch (kind) {
    case 'directive':
      return 'directive';
    case 'code':
      return 'commented-out code';
    case 'fence':
    case 'example':
      return 'code example';
    case 'blank':
    case 'start':
    case 'text':
      return undefined;
  }
}

/** Google's and NumPy's section headings. */
const sectionHeading =
  /^\s*(?:(?:Args|Arguments|Parameters|Params|Attributes|Returns|Raises|Yields|Throws|Keyword Args|Other Parameters|Warns):|(?:Parameters|Attributes|Returns|Raises|Yields|Other Parameters|Methods))\s*$/u;

const item = /^\s*\*{0,2}[\w.]+(?:,\s*\*{0,2}\w+)*\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)\s*:|:\s|\s:\s)/u;

/** A line that does not go on with the one before it. */
const isStart = (text: string) =>
  /^\s*(?:[-*+•–]\s|\(?\d{1,3}[.)]\s|#{1,6}\s|[@\\][a-zA-Z]+\b|:[a-z]+(?:\s[^:]+)?:(?:\s|$)|(?:TODO|FIXME|XXX|HACK|NOTE)\b)/u.test(
    text,
  ) ||
  /^\s*<(?:param|returns|exception|typeparam|remarks|li|p)\b/u.test(text) ||
  sectionHeading.test(text);

const todo = /^(\s*)(TODO|FIXME|XXX|HACK)\b(?:\(([^()]*)\))?(?=(\s*:)?)/gu;

function todoInWords(match: RegExpExecArray) {
  const [all, , mark = '', name, colon] = match;
  const said = { TODO: 'to do', FIXME: 'fix me', XXX: 'attention', HACK: 'hack' }[mark] ?? mark;
  if (name === undefined) return [colon === undefined && mark !== 'FIXME' ? `${said}:` : said];
  const from = match.index + all.indexOf('(') + 1;
  return [`${said}, `, { from, to: from + name.length }];
}

/** Without what draws a box or a line around the words: `===== Title =====`, `│ text │`. */
function withoutFrame(line: MappedText): MappedText {
  const before = /^\s*(?:([-=*#~_+/])\1{2,}|[─-╿▀-▟|│║]+)\s*/u.exec(line.text)?.[0].length ?? 0;
  if (before === 0 && !/(?:([-=*#~_+/])\1{2,}|[─-╿▀-▟│║])\s*$/u.test(line.text)) return line;
  const end = line.text.slice(before).search(/\s*(?:([-=*#~_+/<>^])\1{2,}|[─-╿▀-▟|│║]+)[\s\W]*$/u);
  return line.slice(before, end < 0 ? undefined : before + end);
}
