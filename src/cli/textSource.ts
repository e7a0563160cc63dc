import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { AloudError } from '../protocol/errors.js';
import type { SourceKind } from '../protocol/reading.js';

/** What a command reads: given as an argument, in a file, or on standard input (`-`). */
export interface TextSource {
  readonly source: SourceKind;
  readonly text: string;
}

/** @throws AloudError `not-text`, `nothing-to-read`, `disk` */
export async function textSource(argument: string | undefined, file: string | undefined): Promise<TextSource> {
  if (file !== undefined) return { source: 'file', text: decode(await read(file), file) };
  if (argument === '-') return { source: 'text', text: await readAll(process.stdin) };
  if (argument !== undefined) return { source: 'text', text: argument };
  throw new AloudError('nothing-to-read', 'Say what to read: a text, --file FILE, or - for standard input.');
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new AloudError('disk', `The file "${file}" cannot be read: check its name and whether you may read it.`, {
      cause,
    });
  }
}

/** Text is UTF-8, or UTF-16 with a byte order mark; anything else would be read as noise. */
function decode(bytes: Buffer, file: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below.
  }
  throw new AloudError('not-text', `"${file}" is not a text file: choose one in UTF-8.`);
}
