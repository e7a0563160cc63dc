import { machine } from '../../metrics/machine.js';
import { threads, voice } from './engine.js';
import type { Finding } from './finding.js';
import type { MeasuredRow } from './rounds.js';

/** What one run of the benchmark found, as it is printed and stored. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly threads: number;
  readonly runs: number;
  readonly voice: string;
  readonly characters: number;
  readonly rows: readonly MeasuredRow[];
  readonly findings: readonly Finding[];
  /** Sentences about what was left out or is to be known when reading the figures. */
  readonly notes: readonly string[];
}

/** Results to be filled in, for a text of so many characters. */
export function emptyResults(characters: number, runs = 1): Results {
  const date = new Date().toISOString();
  return { date, machine: machineLine(), threads, runs, voice, characters, rows: [], findings: [], notes: [] };
}

/** The machine in a line. */
function machineLine(): string {
  const { processor, cores, memoryBytes } = machine();
  const gigabytes = Math.round(memoryBytes / 2 ** 30);
  return `${cores} × ${processor}, ${gigabytes} GB, ${process.platform} ${process.arch}, Node.js ${process.versions.node}`;
}
