import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { buffer as readAll } from 'node:stream/consumers';
import { commentBlocks } from '../comments/commentBlocks.js';
import { codeOf } from '../models/failures.js';
import { AloudError } from '../protocol/errors.js';
import type { SourceKind, TextPiece } from '../protocol/reading.js';
import { arrivingText, STANDARD_INPUT } from './standardInput.js';
import { TextBytes } from './textBytes.js';

/** What a command reads. */
export interface TextSource {
  readonly source: SourceKind;
  /** All of it. */
  readonly text: string;
  /** What of it is to be read. */
  readonly pieces: readonly TextPiece[];
}

export interface SourceOptions {
  readonly file?: string;
  readonly languageId?: string;
  readonly commentsOnly?: boolean;
}

/** What is read while it is still coming. */
export interface ArrivingSource extends Omit<TextSource, 'text'> {
  readonly more?: AsyncIterable<TextPiece>;
}

/**
 * As `textSource`, but prose on standard input is there as soon as there is something to begin with.
 * @throws AloudError as `textSource`; `more` throws `not-text`
 */
export async function arrivingSource(argument: string | undefined, options: SourceOptions): Promise<ArrivingSource> {
  const { file, languageId, commentsOnly = false } = options;
  if (argument !== '-' || file !== undefined || languageId !== undefined || commentsOnly)
    return textSource(argument, options);
  const arriving = arrivingText(process.stdin);
  const first = await arriving.next();
  if (first.done === true) throw emptyText();
  return { source: 'text', pieces: [first.value], more: arriving };
}

/**
 * Takes the text from the argument, a file, or standard input (`-`).
 * @throws AloudError `not-text`, `nothing-to-read`, `disk`, `bad-value`
 */
export async function textSource(argument: string | undefined, options: SourceOptions): Promise<TextSource> {
  const { file, languageId, commentsOnly = false } = options;
  if (argument !== undefined && file !== undefined) {
    throw new AloudError('bad-value', 'Say what to read once: either a text or --file.');
  }
  const text = await textOf(argument, file);
  if (text.trim() === '') throw emptyText();
  const source = file === undefined ? 'text' : 'file';
  if (!commentsOnly) return { source, text, pieces: [{ text, start: 0 }] };
  // Most languages are known by the ends of their files' names as well.
  const language =
    languageId ??
    extname(file ?? '')
      .slice(1)
      .toLowerCase();
  if (language === '') {
    throw new AloudError('bad-value', 'Say in which language the comments are written, as in --language-id python.');
  }
  const { how, blocks } = await commentBlocks(text, language);
  if (how === 'none')
    throw new AloudError(
      'bad-value',
      `The language "${language}" is not known: give its VS Code id with --language-id.`,
    );
  return {
    source: 'comments',
    text,
    pieces: blocks.map(({ start, end }) => ({ text: text.slice(start, end), start })),
  };
}

async function textOf(argument: string | undefined, file: string | undefined): Promise<string> {
  if (file !== undefined) return decode(await read(file), `"${file}"`);
  if (argument === '-') return decode(await readAll(process.stdin), STANDARD_INPUT);
  if (argument !== undefined) return argument;
  throw new AloudError('bad-value', 'Say what to read: a text, --file FILE, or - for standard input.');
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const why = codeOf(cause) === 'EISDIR' ? 'it is a folder' : 'check its name and whether you may read it';
    throw new AloudError('disk', `The file "${file}" cannot be read: ${why}.`, { cause });
  }
}

function emptyText(): AloudError {
  return new AloudError('nothing-to-read', 'There is nothing to read: the text is empty.');
}

function decode(content: Uint8Array, from: string): string {
  const bytes = new TextBytes(from);
  const text = bytes.push(content);
  bytes.end();
  return text;
}
