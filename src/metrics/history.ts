import { appendFile, readFile, rename, stat } from 'node:fs/promises';
import type { Measurement } from '../protocol/performance.js';
import { measurementSchema } from './measurement.js';

/** How many readings are told of. */
const MOST = 500;
/** The file is put aside when it is larger, which is after some seven hundred readings. */
const MOST_BYTES = 512 * 1024;

/**
 * What is known of past readings: one line of JSON for each, in a file that every window and the command line append
 * to. One write a line, so that lines of several processes do not mix; a line that a crash cut off is skipped. When the
 * file is full it takes the place of the one before it, so nothing is rewritten and no lock is needed.
 */
export class History {
  /** What is on no disk, because there is none to write to. */
  private readonly unwritten: Measurement[] = [];
  private appending: Promise<void> = Promise.resolve();

  /** @param path The file; kept in memory only if left out. */
  constructor(private readonly path?: string) {}

  /** Remembers a reading; resolves when it has been written, or cannot be. */
  add(measurement: Measurement): Promise<void> {
    this.appending = this.appending.then(() => this.append(measurement));
    return this.appending;
  }

  /** The last readings of all processes, newest first. */
  async recent(): Promise<readonly Measurement[]> {
    await this.appending;
    const { path } = this;
    const written = path === undefined ? [] : [...(await read(previous(path))), ...(await read(path))];
    return [...written, ...this.unwritten].sort((a, b) => b.finishedAt.localeCompare(a.finishedAt)).slice(0, MOST);
  }

  private async append(measurement: Measurement): Promise<void> {
    const { path } = this;
    if (path !== undefined) {
      try {
        if (await isFull(path)) await rename(path, previous(path));
        // The line break comes first: whatever a crash left there stays a line of its own.
        await appendFile(path, `\n${JSON.stringify(measurement)}`, { mode: 0o600 });
        return;
      } catch {
        // A folder that is read-only, full, or was removed meanwhile: no reason not to read aloud.
      }
    }
    this.unwritten.push(measurement);
    if (this.unwritten.length > MOST) this.unwritten.shift();
  }
}

const previous = (path: string): string => `${path}.1`;

async function isFull(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.size > MOST_BYTES;
}

async function read(path: string): Promise<readonly Measurement[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const { success, data } = measurementSchema.safeParse(parse(line));
    return success ? [data] : [];
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
