import type { InferenceWorker } from './inferenceWorker.js';
import { Turns } from './turns.js';

/** What a reading may ask of the inference thread. */
export type Inference = Pick<InferenceWorker, 'run' | 'awake'>;

/** The lower, the sooner. */
export const URGENCY = { editor: 0, server: 1 } as const;

/** The one queue in front of the inference thread: what an editor reads waits for no other reading longer than one job. */
export class InferenceQueue {
  private readonly turns = new Turns();
  private lanes = 0;

  constructor(private readonly worker: InferenceWorker) {}

  /**
   * The inference thread as one reading sees it. Readings of the same urgency are served in the order in which they
   * came: the first one as fast as it can be, the next ones whenever it has nothing to ask.
   * @param signal Once it is aborted, jobs that wait are dropped.
   */
  lane(urgency: number, signal: AbortSignal): Inference {
    const { worker, turns } = this;
    const rank = { urgency, order: ++this.lanes };
    return {
      get awake() {
        return worker.awake;
      },
      run: (job, params) =>
        job === 'release' ? worker.run(job, params) : turns.run(rank, signal, () => worker.run(job, params)),
    };
  }
}
