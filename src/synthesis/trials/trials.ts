import type { ModelParams } from '../inferenceProtocol.js';
import { choose, type Choice, described } from './choose.js';
import { type Execution, type ExecutionSettings, isSame, type Outcome } from './execution.js';
import { machineKey, offer } from './machine.js';
import { nextTrial, type Offer } from './plan.js';
import { runTrial, type TrialOptions } from './runTrial.js';
import { TrialStore } from './trialStore.js';

/** A model, and how the user wants it to be run. */
export interface TrialSubject {
  readonly params: ModelParams;
  readonly settings: ExecutionSettings;
}

/** Finds out how a model runs fastest on this machine, one trial at a time, and remembers it. */
export class Trials {
  /** Times that were taken beside other work: good enough for now, and to be taken again. */
  private passing: readonly Outcome[] = [];
  /** Those of them that are to be taken again now: good for nothing but the choice until then. */
  private doubted: readonly Outcome[] = [];

  private constructor(
    private readonly subject: TrialSubject,
    private readonly store: TrialStore,
    private readonly offered: Offer,
  ) {}

  static async open(subject: TrialSubject, offered = offer()): Promise<Trials> {
    const { folder, sha256 } = subject.params;
    return new Trials(subject, await TrialStore.open(folder, `${await machineKey()} | ${sha256}`), offered);
  }

  /** By what is known so far. */
  get choice(): Choice {
    return choose(newest(this.outcomes, this.doubted), this.subject.settings, this.offered);
  }

  /** Undefined when enough is known for now. */
  get next(): Execution | undefined {
    return nextTrial(this.outcomes, this.subject.settings, this.offered);
  }

  /** Enough is known for good, not only for now. */
  get areDone(): boolean {
    return nextTrial(this.store.outcomes, this.subject.settings, this.offered) === undefined;
  }

  /** Times that were taken beside other work are taken again, as `next` says. Until then the choice stays. */
  doubt(): void {
    this.doubted = newest(this.passing, this.doubted);
    this.passing = [];
  }

  /**
   * Does the next trial.
   * @param voice in which the sentence is said
   * @returns what came of it, for people
   * @throws AloudError `cancelled`
   */
  async run(voice: string, options: TrialOptions): Promise<string> {
    const { next } = this;
    if (!next) return 'Nothing is left to be tried.';
    const { outcome, busy } = await runTrial(this.subject.params, next, voice, options);
    if (busy) this.passing = [...this.passing, outcome];
    else await this.store.add(outcome);
    return busy ? `${described(outcome)}, beside other programs` : described(outcome);
  }

  /** It worked once, and does not any more. */
  async reject(execution: Execution, why: string): Promise<void> {
    await this.store.add({ execution, ok: false, why });
  }

  /** Whether there is a faster way than this one. */
  isOutdone(execution: Execution): boolean {
    return !isSame(execution, this.choice.execution);
  }

  private get outcomes(): readonly Outcome[] {
    return [...this.store.outcomes, ...this.passing];
  }
}

/** What is newer counts, and of what is older the rest. */
function newest(newer: readonly Outcome[], older: readonly Outcome[]): readonly Outcome[] {
  const isKnown = ({ execution }: Outcome) => newer.some((other) => isSame(other.execution, execution));
  return [...newer, ...older.filter((outcome) => !isKnown(outcome))];
}
