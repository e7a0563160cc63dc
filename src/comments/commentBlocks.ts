import { join } from 'node:path';
import type { CommentBlocks } from './block.js';
import { bundledLanguages } from './bundledLanguages.js';
import { CommentFinder } from './commentFinder.js';

/**
 * The comments of a text by the grammars of the package, for programs without an editor.
 * @param languageId a language id of VS Code (`typescriptreact`) or a usual name (`tsx`)
 * @param folder where the bundles are, with the grammars beside them
 * @returns `how: 'none'` for a language that the package has no grammar for
 */
export async function commentBlocks(text: string, languageId: string, folder = __dirname): Promise<CommentBlocks> {
  const finder = new CommentFinder(await bundledLanguages(folder), join(folder, 'onig.wasm'));
  const comments = await finder.open(text, languageId);
  return comments ? { how: comments.how, blocks: await comments.all() } : { how: 'none', blocks: [] };
}
