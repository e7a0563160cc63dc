/** A TextMate grammar as an extension contributes it. `path` is absolute; `.gz` is unpacked. */
export interface GrammarContribution {
  readonly scopeName: string;
  readonly path: string;
  readonly language?: string;
  readonly injectTo?: readonly string[];
}

/** A language configuration (JSON with comments) as an extension contributes it. `path` is absolute. */
export interface ConfigurationContribution {
  readonly language: string;
  readonly path: string;
}

/** What is known of languages on this machine. Where two contribute the same, the later one holds, as in the editor. */
export interface Languages {
  readonly grammars: readonly GrammarContribution[];
  readonly configurations: readonly ConfigurationContribution[];
}
