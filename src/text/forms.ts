import type { TextPiece } from '../protocol/reading.js';
import type { BlockOrSkipped } from './block.js';
import { codeBlocks } from './code.js';
import { commentBlocks } from './comments/comment.js';
import { markdownBlocks } from './markdown.js';
import { verbatim } from './passage.js';

/** How a text is written: what of it is words, and what only dresses them. */
export type TextForm = 'prose' | 'markdown' | 'comment' | 'code';

const markdownLanguages = new Set(['markdown', 'mdx', 'quarto', 'rmd']);

const proseLanguages = new Set(['plaintext', 'git-commit', 'log', 'scminput', 'search-result', '']);

/** The form that a document of a language has, comments aside. */
export function formOf(languageId = ''): TextForm {
  if (markdownLanguages.has(languageId)) return 'markdown';
  return proseLanguages.has(languageId) ? 'prose' : 'code';
}

export function* blocksOf({ text, start, ends = 'paragraph' }: TextPiece, form: TextForm): Generator<BlockOrSkipped> {
  switch (form) {
    case 'prose':
      yield { passage: verbatim(text, start), boundary: ends, code: false };
      break;
    case 'markdown':
      yield* markdownBlocks(text, start);
      break;
    case 'comment':
      yield* commentBlocks(text, start);
      break;
    case 'code':
      yield* codeBlocks(text, start);
  }
}
