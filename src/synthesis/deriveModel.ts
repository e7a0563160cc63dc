import { derive, type DerivationProgress } from './kokoro/derivation/derive.js';
import { derivePiper } from './piper/derive.js';
import type { DerivationJob } from './workshop.js';

/** Derives the graphs of a model of any family. @returns the derivation's folder */
export function deriveModel(job: DerivationJob, progress: DerivationProgress = () => undefined): Promise<string> {
  return job.kind === 'derive' ? derive(job, progress) : derivePiper(job);
}
