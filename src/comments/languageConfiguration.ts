import { parse } from 'jsonc-parser';

/** What a language configuration says about comments and strings. */
export interface CommentMarks {
  readonly line: string | undefined;
  readonly block: readonly [open: string, close: string] | undefined;
  /** Marks that begin and end a string, the longest first. */
  readonly quotes: readonly string[];
}

/** @returns undefined where the configuration names no comment marks. */
export function commentMarks(configuration: string): CommentMarks | undefined {
  const root: unknown = parse(configuration);
  const comments = field(root, 'comments');
  const lineComment = field(comments, 'lineComment');
  const line = text(lineComment) ?? text(field(lineComment, 'comment'));
  const [open, close] = list(field(comments, 'blockComment')).map(text);
  const block = open !== undefined && close !== undefined ? ([open, close] as const) : undefined;
  if (line === undefined && block === undefined) return undefined;

  const pairs = [...list(field(root, 'autoClosingPairs')), ...list(field(root, 'surroundingPairs'))];
  const quotes = pairs.flatMap((pair) => {
    const [open, close] = Array.isArray(pair) ? list(pair) : [field(pair, 'open'), field(pair, 'close')];
    return typeof open === 'string' && open === close && /^(["'`])\1*$/u.test(open) ? [open] : [];
  });
  return { line, block, quotes: [...new Set(quotes)].sort((a, b) => b.length - a.length) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
