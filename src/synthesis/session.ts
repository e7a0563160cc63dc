import { readFile, writeFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { shapeless } from '../onnx/shapeless.js';

export interface SessionSettings {
  readonly threads: number;
  /** Execution provider, such as `cpu`. */
  readonly provider: string;
  /** What derived graphs compute in; bytes if left out. */
  readonly form?: 'bytes' | 'floats';
}

/**
 * Every session has a thread pool of its own, whose threads would go on spinning after a run and take a core from the
 * session that runs next: `force_spinning_stop` halves the time to the first chunk. Memory patterns, one block for all
 * that a run of one length needs, help nobody whose runs all differ in length: with them eight minutes of speech, made as
 * fast as it goes, took 60 MB more.
 */
function optionsOf({ threads, provider }: SessionSettings): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    enableMemPattern: false,
    extra: { session: { force_spinning_stop: '1' } },
  };
}

/** Loads a graph from its file or from its bytes. */
export function openSession(
  model: string | Uint8Array,
  settings: SessionSettings,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  const all = { ...optionsOf(settings), ...options };
  return typeof model === 'string' ? InferenceSession.create(model, all) : InferenceSession.create(model, all);
}

/**
 * Optimises a graph for this processor once and for all, and writes it where `openOptimised` finds it, in a form that
 * loads fast.
 */
export async function saveOptimised(model: Uint8Array, path: string): Promise<void> {
  const session = await openSession(
    model,
    { threads: 1, provider: 'cpu' },
    { graphOptimizationLevel: 'all', optimizedModelFilePath: path },
  );
  await session.release();
  await writeFile(path, shapeless(await readFile(path)));
}

/**
 * Loads a derived graph. One in bytes was saved in its optimised form and loads in a third of the time that the plain one
 * takes; one in floats was saved as it was built, as every provider has optimisations of its own.
 */
export function openOptimised(path: string, settings: SessionSettings): Promise<InferenceSession> {
  return openSession(path, settings, { graphOptimizationLevel: settings.form === 'floats' ? 'all' : 'disabled' });
}
