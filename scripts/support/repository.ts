import { join } from 'node:path';

/** The repository's folder: programs of scripts/ and tests are bundled to dist/<folder>/, and started in the root. */
export const repositoryFolder = process.cwd();

/**
 * What set-up and tests leave behind lives in the repository, not in the user's cache folder: it goes when the clone
 * goes, and two clones never disagree about it.
 */
export const cacheFolder = join(repositoryFolder, '.cache');

export function inRepository(...names: string[]): string {
  return join(repositoryFolder, ...names);
}
