import { AloudError, messageOf } from '../../protocol/errors.js';
import type { ModelParams } from '../inferenceProtocol.js';
import { runJob } from '../workshop.js';
import type { Execution, Outcome } from './execution.js';
import { trialResult } from './tryExecution.js';

export interface TrialOptions {
  /** The bundle of workshop.main.ts. */
  readonly program: string;
  /** Gives up at once. */
  readonly signal: AbortSignal;
  readonly limitMs?: number;
}

/** What came of a trial. */
export interface Trial {
  readonly outcome: Outcome;
  /** Others computed meanwhile, so the times of it are not to be relied on. */
  readonly busy: boolean;
}

/** Some seconds of work, and before it perhaps the derivation of the float graphs. */
const defaultLimitMs = 180_000;

/** Right ways are within one of each other; one that computes wrongly is beyond four. */
const maxDistanceDb = 2;

/**
 * Tries one way to run a model in a process of its own: drivers crash, hang and miscalculate.
 * @throws AloudError `cancelled` when the signal is aborted
 */
export async function runTrial(
  params: ModelParams,
  execution: Execution,
  voice: string,
  { program, signal, limitMs = defaultLimitMs }: TrialOptions,
): Promise<Trial> {
  const failed = (why: string): Trial => ({ outcome: { execution, ok: false, why }, busy: false });
  const limit = AbortSignal.timeout(limitMs);
  const job = { kind: 'try', params: { ...params, ...execution }, voice } as const;
  try {
    const result = await runJob(job, { program, signal: AbortSignal.any([signal, limit]) });
    const { data } = trialResult.safeParse(jsonOf(result));
    if (!data) return failed('gave no measurement');
    const { distanceDb, busy, ...measured } = data;
    if (!(distanceDb <= maxDistanceDb))
      return failed(`sounds wrong (${distanceDb.toFixed(1)} dB from the processor's)`);
    return { outcome: { execution, ok: true, ...measured }, busy };
  } catch (error) {
    if (signal.aborted) throw new AloudError('cancelled', 'Trying was stopped.');
    if (limit.aborted) return failed(`did not finish within ${Math.round(limitMs / 1000)} s`);
    return failed(reason(error));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first line, without the full stop: it becomes part of a sentence. */
function reason(error: unknown): string {
  const { cause } = error instanceof AloudError ? error : { cause: undefined };
  const [line = ''] = messageOf(cause ?? error)
    .trim()
    .split('\n');
  // ONNX Runtime says first where in its sources it was.
  const plain = line.replace(/^\/.* was (?:false|true)\. /, '').replace(/^Ort\w+: /, '');
  return plain.slice(0, 200).replace(/\.$/, '');
}
