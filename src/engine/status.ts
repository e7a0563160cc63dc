import { machine } from '../metrics/machine.js';
import type { EngineMemory } from '../protocol/engine.js';
import type { EngineStatus } from '../protocol/performance.js';
import type { Synthesizer } from '../synthesis/synthesizer.js';

/** Resident memory of this process, now and at its peak. */
export function memory(): EngineMemory {
  return { memoryBytes: process.memoryUsage.rss(), peakMemoryBytes: process.resourceUsage().maxRSS * 1024 };
}

/** What the engine is at the moment, gathered from its parts. */
export function engineStatus(
  state: EngineStatus['state'],
  synthesizer: Synthesizer,
  { length, limit }: EngineStatus['queue'],
  busyCores: number,
): EngineStatus {
  const { modelId, provider, providerReason, threads, form, sampleRate, warmMs, cacheFigures, speculation } =
    synthesizer;
  return {
    state,
    model: modelId,
    provider,
    providerReason,
    threads,
    form,
    sampleRate,
    warmMs,
    uptimeSeconds: process.uptime(),
    ...memory(),
    busyCores,
    machine: machine(),
    queue: { length, limit },
    cache: { ...cacheFigures, hits: { ...cacheFigures.hits, speculated: speculation.figures.used } },
    speculation: speculation.figures,
  };
}
