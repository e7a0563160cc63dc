import { Worker } from 'node:worker_threads';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { InferenceJobs, JobName, JobReply, LoadedModel, WarmParams } from './inferenceProtocol.js';

/** The thread died or hung while a job was under way. The job may be tried again: the next one finds a new thread. */
export class InferenceLost extends Error {
  override readonly name = 'InferenceLost';
}

interface PendingJob {
  readonly resolve: (result: InferenceJobs[JobName]['result']) => void;
  readonly reject: (error: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** A short job without an answer after this long has hung: native code cannot be interrupted, only left behind. */
const HANG_MS = 30_000;
/** A segment of so many phonemes may take as much longer again. */
const HANG_PHONEMES = 30;
/** Loading reads a hundred megabytes, perhaps from a slow disk. */
const HANG_LOADS = 4;

/** The inference thread as the engine's main thread sees it: jobs in, results out; replaced when it dies or hangs. */
export class InferenceWorker {
  private worker: Worker | undefined;
  private pending = new Map<number, PendingJob>();
  private lastJob = 0;
  private lastLoad: WarmParams | undefined;
  private reloading: Promise<unknown> | undefined;
  private disposed = false;

  constructor(
    private readonly workerPath: string,
    private readonly onLost: (why: string) => void,
    private readonly hangMs = HANG_MS,
  ) {}

  /** Loads and warms a model; a thread that replaces this one will load the same. */
  load(params: WarmParams): Promise<LoadedModel> {
    this.lastLoad = params;
    return this.post('load', params, this.hangMs * HANG_LOADS);
  }

  /** A model is in memory, or is being loaded. */
  get awake(): boolean {
    return this.worker !== undefined;
  }

  /** Frees the model's memory; the next job loads it again. */
  rest(): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }

  /** Loads the model again if it was let go. */
  async wake(): Promise<void> {
    if (!this.worker && this.lastLoad) {
      this.reloading = this.load(this.lastLoad).catch((error: unknown) => {
        this.rest();
        throw error;
      });
    }
    await this.reloading;
  }

  /** @throws InferenceLost when the thread was lost meanwhile; AloudError when the job itself failed. */
  async run<Name extends Exclude<JobName, 'load'>>(
    job: Name,
    params: InferenceJobs[Name]['params'],
  ): Promise<InferenceJobs[Name]['result']> {
    await this.wake();
    const phonemes = 'phonemes' in params ? params.phonemes.length : 0;
    return this.post(job, params, this.hangMs * (1 + phonemes / HANG_PHONEMES));
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    const worker = this.worker;
    this.lose('The engine ends.');
    await worker?.terminate();
  }

  private post<Name extends JobName>(
    job: Name,
    params: InferenceJobs[Name]['params'],
    hangMs: number,
  ): Promise<InferenceJobs[Name]['result']> {
    if (this.disposed) return Promise.reject(new InferenceLost('The engine ends.'));
    const worker = (this.worker ??= this.spawn());
    const id = ++this.lastJob;
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.lose(`Synthesis did not answer within ${Math.round(hangMs / 1000)} s.`);
      }, hangMs);
      this.pending.set(id, { resolve: resolve, reject, deadline });
      worker.postMessage({ id, job, params });
    });
  }

  private spawn(): Worker {
    const worker = new Worker(this.workerPath);
    worker.on('message', (reply: JobReply) => {
      const job = this.pending.get(reply.id);
      if (!job || worker !== this.worker) return;
      this.pending.delete(reply.id);
      clearTimeout(job.deadline);
      if ('error' in reply) job.reject(new AloudError(reply.error.code, reply.error.message));
      else job.resolve(reply.result);
    });
    worker.on('error', (error) => {
      if (worker === this.worker) this.lose(messageOf(error));
    });
    worker.on('exit', (code) => {
      if (worker === this.worker) this.lose(`The synthesis thread ended with code ${code}.`);
    });
    return worker;
  }

  /** Leaves the thread behind: its native call may never return, so nobody waits for it. */
  private lose(why: string): void {
    const { worker, pending } = this;
    this.worker = undefined;
    this.reloading = undefined;
    this.pending = new Map();
    for (const job of pending.values()) {
      clearTimeout(job.deadline);
      job.reject(new InferenceLost(why));
    }
    if (!worker || this.disposed) return;
    void worker.terminate();
    this.onLost(why);
  }
}
