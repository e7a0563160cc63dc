import type { LogLevel } from '../protocol/engine.js';
import { messageOf } from '../protocol/errors.js';
import { isMachineBusy, untilIdle } from '../synthesis/trials/machine.js';
import { runJob } from '../synthesis/workshop.js';
import type { Synthesizer } from '../synthesis/synthesizer.js';

/** Nobody is about to read any more. */
const IDLE_MS = 5_000;
/** Whatever keeps the machine busy will not be over at once. */
const BUSY_MS = 60_000;
/** Who asks for the trials now waits so long for a quiet machine. */
const PATIENCE_MS = 20_000;

export interface PreparationEnvironment {
  /** Bundle of the process that does the work. */
  readonly workshopPath: string;
  readonly log: (level: LogLevel, message: string) => void;
  /** What is being done and how much of it is, from 0 to 1. */
  readonly progress: (step: string, done: number) => void;
  /** The model can be loaded in a better form. */
  readonly improved: () => Promise<void>;
}

/**
 * Makes a model fast on this machine while nobody reads: derives its graphs once, tries out what runs them fastest, and
 * learns the voices that were read with. Until that is done the published graph speaks, on the processor, and voices are
 * decoded whole.
 */
export class Preparation {
  private deriving: Promise<boolean> | undefined;
  private readonly voices = new Set<string>();
  /** What goes on while nobody reads. */
  private idling: AbortController | undefined;
  private mayTry = false;
  /** Trials on a machine that is always busy would only add to that: each time they were in vain they wait for longer. */
  private tryAgainMs = BUSY_MS;
  private triesFromMs = 0;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly synthesizer: Synthesizer,
    private readonly environment: PreparationEnvironment,
  ) {}

  /** Work is under way. */
  get busy(): boolean {
    return this.deriving !== undefined || this.idling !== undefined;
  }

  /** Derives what has not been derived. @returns whether a better form can be loaded now */
  derive(): Promise<boolean> {
    return (this.deriving ??= this.deriveNow().finally(() => {
      this.deriving = undefined;
    }));
  }

  /** A reading begins: whatever can wait gives way. */
  makeWay(): void {
    clearTimeout(this.idleTimer);
    this.idling?.abort();
  }

  /** A reading in this voice has ended. */
  rest(voice: string): void {
    if (this.synthesizer.calibration(voice)) this.voices.add(voice);
    this.waitForIdleness();
  }

  /** From now on, other ways to run the model may be tried whenever nobody reads. */
  allowTrials(): void {
    this.mayTry = true;
    this.waitForIdleness();
  }

  /** Tries them as soon as the machine is quiet, or at last even so. Resolves when all have been tried, or somebody reads. */
  async tryOut(): Promise<void> {
    clearTimeout(this.idleTimer);
    this.mayTry = true;
    await this.useIdleness(async (signal) => {
      if (!this.synthesizer.mayBeFaster) return false;
      await untilIdle(PATIENCE_MS, signal);
      return !signal.aborted;
    });
  }

  private waitForIdleness(ms = IDLE_MS): void {
    clearTimeout(this.idleTimer);
    const isUseful = this.voices.size > 0 || (this.mayTry && this.synthesizer.mayBeFaster);
    if (isUseful) this.idleTimer = setTimeout(() => void this.useIdleness(), ms);
  }

  private async deriveNow(): Promise<boolean> {
    const { derivation, damaged } = this.synthesizer;
    if (!derivation) return false;
    const { workshopPath, log, progress } = this.environment;
    if (damaged) log('warn', 'The faster form of the voice model was damaged. It is made again.');
    const startedAt = performance.now();
    const folder = await runJob(derivation, { program: workshopPath, onProgress: progress });
    log('info', `The faster form of the voice model was made in ${seconds(startedAt)} s: ${folder}`);
    return true;
  }

  private async isTimeToTry(): Promise<boolean> {
    return (
      this.mayTry && this.synthesizer.mayBeFaster && performance.now() >= this.triesFromMs && !(await isMachineBusy())
    );
  }

  private async useIdleness(
    isTimeToTry: (signal: AbortSignal) => Promise<boolean> = () => this.isTimeToTry(),
  ): Promise<void> {
    const idling = new AbortController();
    this.idling = idling;
    if (await isTimeToTry(idling.signal)) await this.runTrials(idling.signal);
    if (!idling.signal.aborted) await this.calibrate(idling.signal);
    if (this.idling !== idling) return;
    this.idling = undefined;
    if (!idling.signal.aborted) this.waitForIdleness(BUSY_MS);
  }

  private async runTrials(signal: AbortSignal): Promise<void> {
    const { workshopPath, log, progress, improved } = this.environment;
    progress('Trying what runs the voice fastest', 0.5);
    try {
      for await (const tried of this.synthesizer.tryOut({ program: workshopPath, signal }))
        log('info', `Tried ${tried}.`);
      if (this.synthesizer.mayBeFaster && !signal.aborted) {
        this.triesFromMs = performance.now() + this.tryAgainMs;
        this.tryAgainMs *= 2;
      }
    } catch (error) {
      if (!signal.aborted) log('warn', messageOf(error));
    }
    // What was interrupted may have found only the slowest yet.
    if (this.synthesizer.isOutdone && !signal.aborted) await improved();
  }

  /** Learns voices one by one until somebody reads. What was interrupted goes on the next time. */
  private async calibrate(signal: AbortSignal): Promise<void> {
    const { workshopPath, log, progress } = this.environment;
    for (const voice of this.voices) {
      const job = this.synthesizer.calibration(voice);
      try {
        const startedAt = performance.now();
        if (job) await runJob(job, { program: workshopPath, onProgress: progress, signal });
        if (job) log('info', `The voice ${voice} was learnt in ${seconds(startedAt)} s: it starts sooner from now on.`);
      } catch (error) {
        if (signal.aborted) return;
        log('warn', messageOf(error));
      }
      this.voices.delete(voice);
    }
  }
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(1);
}
