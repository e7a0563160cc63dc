import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { decodePhrase } from '../../../src/synthesis/cache/phrase.js';

/** One reading of a process that shares the cache. */
export interface CacheReading {
  readonly text: string;
  readonly cache: string;
  /** Of all its samples. */
  readonly digest: string;
}

export interface HammerOutcome {
  readonly kills: number;
  readonly readings: readonly CacheReading[];
}

/** So short that they are decoded whole, whatever the machine does, and so always to the same samples. */
const texts = ['Yes.', 'No.', 'Why?', 'Stop.', 'Go.', 'Up.', 'Wait.'];
/** Room for about half of them, so that they are written and removed all the time. */
const limitBytes = 100_000;

/**
 * Lets two processes read at random from one cache and kills either, with its engine, at a random moment within
 * `killEveryMs`, until `isEnough`.
 */
export async function hammerCache(
  folder: string,
  killEveryMs: number,
  isEnough: (outcome: HammerOutcome) => boolean,
): Promise<HammerOutcome> {
  const outcome = { kills: 0, readings: [] as CacheReading[] };
  const start = () => new CacheProcess(folder, (reading) => outcome.readings.push(reading));
  const processes = [start(), start()];
  try {
    for (let index = 0; !isEnough(outcome); index = 1 - index) {
      await processes[index]!.killed(Math.random() * killEveryMs);
      outcome.kills += 1;
      processes[index] = start();
    }
  } finally {
    await Promise.allSettled(processes.map((each) => each.killed(0)));
  }
  return outcome;
}

/** Whatever in the folder is no whole phrase, and bytes in all. */
export function inspectCache(folder: string): { readonly wrong: string[]; readonly bytes: number } {
  const names = readdirSync(folder);
  const wrong = names.filter((name) => {
    const [key = '', ending] = name.split('.');
    return ending !== 'phrase' || !decodePhrase(key, readFileSync(join(folder, name)));
  });
  return { wrong, bytes: names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}

/** Texts of which two readings sounded differently. */
export function differing(readings: readonly CacheReading[]): string[] {
  return texts.filter((text) => {
    const digests = readings.filter((reading) => reading.text === text).map(({ digest }) => digest);
    return new Set(digests).size > 1;
  });
}

class CacheProcess {
  private readonly child: ChildProcess;
  private engine: number | undefined;
  private readonly reads: Promise<void>;

  constructor(folder: string, onReading: (reading: CacheReading) => void) {
    const program = resolve('dist/test/engine/support/cacheReader.main.js');
    this.child = spawn(process.execPath, [program, folder, String(limitBytes), JSON.stringify(texts)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.reads = new Promise((reads, failed) => {
      this.child.once('exit', (code) => {
        failed(new Error(`A process that reads ended by itself (${code}).`));
      });
      createInterface({ input: this.child.stdout! }).on('line', (line) => {
        const { engine, ...reading } = JSON.parse(line) as CacheReading & { engine: number };
        this.engine = engine;
        onReading(reading);
        reads();
      });
    });
    this.reads.catch(() => undefined); // told by `killed`
  }

  /** Kills it without warning, so many milliseconds after it began to read. */
  async killed(afterMs: number): Promise<void> {
    await this.reads;
    await new Promise((passed) => setTimeout(passed, afterMs));
    const exited = once(this.child, 'exit');
    if (this.engine !== undefined) process.kill(this.engine, 'SIGKILL');
    this.child.kill('SIGKILL');
    await exited;
  }
}
