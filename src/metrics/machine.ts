import { availableParallelism, cpus, totalmem } from 'node:os';

/** What something was measured on; without a name that would tell whose it is. */
export interface Machine {
  readonly processor: string;
  /** As many of its cores may be used. */
  readonly cores: number;
  readonly memoryBytes: number;
}

let known: Machine | undefined;

/** The machine that this process runs on. */
export function machine(): Machine {
  return (known ??= {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor', // some systems in containers do not say
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  });
}
