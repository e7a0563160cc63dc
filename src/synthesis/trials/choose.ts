import { cpu, type Execution, type ExecutionSettings, type Measured, type Outcome } from './execution.js';
import type { Offer } from './plan.js';

export interface Choice {
  readonly execution: Execution;
  /** Why, with the figures that decided: a sentence or two for people. */
  readonly reason: string;
  /** Undefined while nothing was measured. */
  readonly measured?: Measured;
  /** A sentence for the user where it is not the provider that was asked for. */
  readonly notice?: string;
}

/** The fastest way that was found right, within what the user wants. */
export function choose(outcomes: readonly Outcome[], settings: ExecutionSettings, offer: Offer): Choice {
  const unmet = whyUnmet(outcomes, settings, offer);
  const choice = fastest(outcomes, settings, offer);
  if (unmet === undefined) return choice;
  return {
    ...choice,
    notice: `${unmet}, so the processor runs the model. The setting "aloud.engine.provider" can be "auto" or one of: ${offer.providers.join(', ')}.`,
    reason: `${unmet}. ${choice.reason}`,
  };
}

/** What is wrong with the provider that the user asked for; undefined where nothing is, as far as is known. */
function whyUnmet(outcomes: readonly Outcome[], { provider }: ExecutionSettings, { providers }: Offer) {
  if (provider === 'auto' || provider === 'cpu') return undefined;
  if (!providers.includes(provider)) return `This machine does not offer the provider ${provider}`;
  const failed = outcomes.some(({ execution, ok }) => execution.provider === provider && !ok);
  return failed ? `The provider ${provider} does not work on this machine` : undefined;
}

function fastest(
  outcomes: readonly Outcome[],
  { provider, threads }: ExecutionSettings,
  { processors }: Offer,
): Choice {
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
