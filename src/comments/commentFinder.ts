import { readFile } from 'node:fs/promises';
import { DocumentComments } from './documentComments.js';
import { GrammarRegistry } from './grammarRegistry.js';
import { GrammarScanner } from './grammarScanner.js';
import { commentMarks } from './languageConfiguration.js';
import type { Languages } from './languages.js';
import { MarksScanner } from './marksScanner.js';

/** Comments of a document, whichever way they are found. */
export type AnyDocumentComments = Pick<DocumentComments<unknown>, 'how' | 'edit' | 'at' | 'all'>;

/** Finds comments in texts of any language that is known: by its grammar, else by its comment marks. */
export class CommentFinder {
  private readonly registry: GrammarRegistry;
  private readonly configurations: ReadonlyMap<string, string>;

  /** @param wasmPath the regular expression engine, `onig.wasm` */
  constructor(languages: Languages, wasmPath: string) {
    this.registry = new GrammarRegistry(languages.grammars, wasmPath);
    this.configurations = new Map(languages.configurations.map(({ language, path }) => [language, path]));
  }

  /** @returns undefined for a language that nobody says what its comments are. */
  async open(text: string, languageId: string): Promise<AnyDocumentComments | undefined> {
    const grammar = await this.registry.grammarFor(languageId);
    if (grammar) return new DocumentComments(text, new GrammarScanner(grammar));
    const path = this.configurations.get(languageId);
    const marks = path === undefined ? undefined : commentMarks(await readFile(path, 'utf8').catch(() => ''));
    return marks && new DocumentComments(text, new MarksScanner(marks));
  }
}
