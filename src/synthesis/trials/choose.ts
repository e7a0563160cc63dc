import { cpu, type Execution, type ExecutionSettings, type Measured, type Outcome } from './execution.js';

export interface Choice {
  readonly execution: Execution;
  /** Why, with the figures that decided: a sentence or two for people. */
  readonly reason: string;
  /** Undefined while nothing was measured. */
  readonly measured?: Measured;
}

/** The fastest way that was found right, within what the user wants. */
export function choose(outcomes: readonly Outcome[], settings: ExecutionSettings, processors: number): Choice {
  const { provider, threads } = settings;
  const usable = outcomes
    .filter((outcome) => outcome.ok)
    .filter(({ execution }) => execution.provider === 'cpu' || provider === 'auto' || provider === execution.provider)
    .filter(({ execution }) => threads === 'auto' || execution.threads === threads)
    .sort((a, b) => a.ms - b.ms);
  const wanted = provider === 'auto' ? usable[0] : usable.find(({ execution }) => execution.provider === provider);
  const best = wanted ?? usable[0];
  if (!best) {
    const { threads: count } = cpu(processors, threads);
    return {
      execution: cpu(processors, threads),
      reason: `${named({ provider: 'cpu', threads: count })}, until others have been tried while nobody reads.`,
    };
  }
  const others = outcomes.filter((outcome) => outcome !== best).map(described);
  return {
    execution: best.execution,
    measured: best,
    reason: [`${described(best)}.`, ...(others.length > 0 ? [`Others: ${others.join('; ')}.`] : [])].join(' '),
  };
}

export function described(outcome: Outcome): string {
  const name = named(outcome.execution);
  if (!outcome.ok) return `${name}: ${outcome.why}`;
  const { firstMs, ms, audioMs } = outcome;
  return `${name}: first sound after ${firstMs.toFixed(0)} ms, ${(audioMs / 1000).toFixed(1)} s of speech in ${ms.toFixed(0)} ms`;
}

function named({ provider, threads }: Pick<Execution, 'provider' | 'threads'>): string {
  return provider === 'cpu' ? `cpu with ${threads} ${threads === 1 ? 'thread' : 'threads'}` : provider;
}
