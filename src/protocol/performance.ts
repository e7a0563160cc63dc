import { RequestType0 } from 'vscode-jsonrpc';
import type { Machine } from '../metrics/machine.js';
import type { ErrorData } from './engine.js';
import type { Bottleneck, CacheState, ReadingSummary } from './reading.js';

/** Texts of fewer than 100 characters, of 100 to 300, and longer ones: the bands of the targets. */
export type LengthBand = 'short' | 'medium' | 'long';

/** Of times in milliseconds; null where nothing was measured. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** A finished reading as it is remembered. It holds no text of what was read. */
export interface Measurement {
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly summary: ReadingSummary;
}

/** Time to first audio of the readings of one band of lengths, all of them or those with one state of the cache. */
export interface BandPerformance {
  readonly band: LengthBand;
  readonly cache: CacheState | 'any';
  readonly count: number;
  readonly ttfaMs: Percentiles;
}

export interface BandTargets {
  readonly band: LengthBand;
  /** Times to first audio that this project started out to reach: the last is the final one. */
  readonly originMs: readonly number[];
  /** What Aloud promises. */
  readonly aloudMs: number;
}

/** What the readings of late have in common; panel and HTTP API show the same. */
export interface Performance {
  readonly readings: number;
  readonly ttfaMs: Percentiles;
  /** Rows without readings are left out. */
  readonly bands: readonly BandPerformance[];
  readonly targets: readonly BandTargets[];
  /** Where most of the time until the first sound went, and what would help; one sentence for people. */
  readonly bottleneck: { readonly stage: Bottleneck; readonly share: number; readonly advice: string } | null;
  readonly rtf: Percentiles;
  readonly underruns: number;
}

/** What the engine is at the moment. */
export interface EngineStatus {
  readonly state: 'idle' | 'reading' | 'preparing' | 'resting';
  readonly model: string;
  readonly provider: string;
  /** One sentence for people: why this provider, with the figures that decided. */
  readonly providerReason: string;
  /** 0 where a server speaks, which does not tell. */
  readonly threads: number;
  /** What speaks: derived graphs in bytes or floats, the published graph, or a server. */
  readonly form: string;
  readonly sampleRate: number;
  readonly warmMs: number;
  readonly uptimeSeconds: number;
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
  /** How many cores' worth of computing the engine did since it was last asked. */
  readonly busyCores: number;
  readonly machine: Machine;
  readonly queue: { readonly length: number; readonly limit: number };
  readonly cache: {
    readonly memoryBytes: number;
    readonly diskBytes: number;
    readonly limitBytes: number;
    readonly hits: { readonly memory: number; readonly disk: number; readonly speculated: number };
    readonly misses: number;
  };
  readonly speculation: { readonly made: number; readonly used: number; readonly wasted: number };
}

export const GetStatus = new RequestType0<EngineStatus, ErrorData>('engine/status');
export const GetPerformance = new RequestType0<Performance, ErrorData>('engine/performance');
/** The last readings, newest first. */
export const GetMeasurements = new RequestType0<readonly Measurement[], ErrorData>('engine/measurements');
