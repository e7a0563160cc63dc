import { cpu, type Execution, type ExecutionSettings, isSame, type Outcome } from './execution.js';

/** What there is to be tried. */
export interface Offer {
  /** Providers of this ONNX Runtime, `cpu` among them. */
  readonly providers: readonly string[];
  readonly processors: number;
}

/**
 * The way to run the model that is to be tried next; undefined when enough is known. The processor comes first, with
 * ever more threads until more are no faster; then whatever else there is, with as many threads as were best.
 */
export function nextTrial(
  outcomes: readonly Outcome[],
  { provider, threads }: ExecutionSettings,
  { providers, processors }: Offer,
): Execution | undefined {
  const outcomeOf = (execution: Execution) => outcomes.find((outcome) => isSame(outcome.execution, execution));
  let best = Infinity;
  let bestThreads = cpu(processors).threads;
  for (const count of threads === 'auto' ? threadCounts(processors) : [threads]) {
    const execution = cpu(processors, count);
    const outcome = outcomeOf(execution);
    if (!outcome) return execution;
    if (!outcome.ok || outcome.ms >= best) break;
    best = outcome.ms;
    bestThreads = count;
  }
  return providers
    .filter((name) => name !== 'cpu' && (provider === 'auto' || provider === name))
    .map((name): Execution => ({ provider: name, threads: bestThreads, form: 'floats' }))
    .find((execution) => !outcomes.some(({ execution: { provider: tried } }) => tried === execution.provider));
}

/** 1, 2, 4, … and all. */
function threadCounts(processors: number): number[] {
  const counts = [];
  for (let count = 1; count < processors; count *= 2) counts.push(count);
  return [...counts, processors];
}
