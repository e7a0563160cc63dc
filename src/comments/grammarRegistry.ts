import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import type { IGrammar, IOnigLib, IRawGrammar } from 'vscode-textmate';
import { parseRawGrammar, Registry } from 'vscode-textmate';
import type { GrammarContribution } from './languages.js';

/** The engine of regular expressions can be loaded once in a process. */
let oniguruma: Promise<IOnigLib> | undefined;

async function loadOniguruma(wasmPath: string): Promise<IOnigLib> {
  await loadWASM(await readFile(wasmPath));
  return { createOnigScanner, createOnigString };
}

/** Grammars by language, each loaded with all that it embeds when it is asked for first. */
export class GrammarRegistry {
  private readonly files = new Map<string, string>();
  private readonly scopes = new Map<string, string>();
  private readonly injections = new Map<string, string[]>();
  private readonly registry: Registry;

  constructor(grammars: readonly GrammarContribution[], wasmPath: string) {
    for (const { scopeName, path, language, injectTo = [] } of grammars) {
      this.files.set(scopeName, path);
      if (language !== undefined) this.scopes.set(language, scopeName);
      for (const target of injectTo) this.injections.set(target, [...(this.injections.get(target) ?? []), scopeName]);
    }
    this.registry = new Registry({
      onigLib: (oniguruma ??= loadOniguruma(wasmPath)),
      loadGrammar: (scopeName) => this.load(scopeName),
      getInjections: (scopeName) => this.injectionsInto(scopeName),
    });
  }

  /** @returns undefined where nothing brings a grammar for the language, or only a broken one. */
  async grammarFor(languageId: string): Promise<IGrammar | undefined> {
    const scopeName = this.scopes.get(languageId);
    if (scopeName === undefined) return undefined;
    return (await this.registry.loadGrammar(scopeName).catch(() => null)) ?? undefined;
  }

  /** A grammar that cannot be read is left out: those that embed it still work. */
  private async load(scopeName: string): Promise<IRawGrammar | null> {
    const path = this.files.get(scopeName);
    if (path === undefined) return null;
    try {
      const packed = path.endsWith('.gz');
      const content = await readFile(path);
      const text = packed ? await promisify(gunzip)(content) : content;
      return parseRawGrammar(text.toString('utf8'), packed ? path.slice(0, -'.gz'.length) : path);
    } catch {
      return null;
    }
  }

  /** Whatever is injected into `text.html` is injected into `text.html.basic` too. */
  private injectionsInto(scopeName: string): string[] {
    const parts = scopeName.split('.');
    return parts.flatMap((_, index) => this.injections.get(parts.slice(0, index + 1).join('.')) ?? []);
  }
}
