/** How a model is run. */
export interface Execution {
  /** Execution provider, such as `cpu` or `webgpu`. */
  readonly provider: string;
  readonly threads: number;
  /** What derived graphs compute in: bytes are what processors are fast at, floats are for everything else. */
  readonly form: 'bytes' | 'floats';
}

/** What the user wants; `auto` is for us to find out. */
export interface ExecutionSettings {
  readonly provider: string;
  readonly threads: number | 'auto';
}

/** Times of a sentence, in milliseconds. */
export interface Measured {
  /** Until its first chunk. */
  readonly firstMs: number;
  /** Until its last. */
  readonly ms: number;
  readonly audioMs: number;
}

/** What came of trying a way to run a model: that it is right and how fast, or why it is not to be used. */
export type Outcome =
  | ({ readonly execution: Execution; readonly ok: true } & Measured)
  | { readonly execution: Execution; readonly ok: false; readonly why: string };

export function isSame(a: Execution, b: Execution): boolean {
  return a.provider === b.provider && a.threads === b.threads && a.form === b.form;
}

/** Where nothing was measured: more threads than this do not make so small a model faster. */
const mostThreads = 4;

export function cpu(processors: number, threads: ExecutionSettings['threads'] = 'auto'): Execution {
  return { provider: 'cpu', threads: threads === 'auto' ? Math.min(mostThreads, processors) : threads, form: 'bytes' };
}
