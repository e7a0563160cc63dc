import { machine } from '../metrics/machine.js';
import type { EngineMemory } from '../protocol/engine.js';
import type { EngineStatus } from '../protocol/performance.js';
import type { SynthesizerFacts } from '../synthesis/speechSynthesizer.js';

/** Resident memory of this process, now and at its peak. */
export function memory(): EngineMemory {
  return { memoryBytes: process.memoryUsage.rss(), peakMemoryBytes: process.resourceUsage().maxRSS * 1024 };
}

/** What the engine is at the moment, gathered from its parts. */
export function engineStatus(
  state: EngineStatus['state'],
  facts: SynthesizerFacts,
  { length, limit }: EngineStatus['queue'],
  busyCores: number,
): EngineStatus {
  return {
    state,
    ...facts,
    uptimeSeconds: process.uptime(),
    ...memory(),
    busyCores,
    machine: machine(),
    queue: { length, limit },
  };
}
