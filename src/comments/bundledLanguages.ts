import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GrammarContribution, Languages } from './languages.js';

/** The grammars that the package brings for use without an editor. `folder` is the one of the bundles. */
export async function bundledLanguages(folder: string): Promise<Languages> {
  const grammars = join(folder, 'grammars');
  const index = JSON.parse(await readFile(join(grammars, 'index.json'), 'utf8')) as readonly GrammarContribution[];
  return { grammars: index.map((entry) => ({ ...entry, path: join(grammars, entry.path) })), configurations: [] };
}
