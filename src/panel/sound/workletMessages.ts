import type { BufferState } from './jitterBuffer.js';

export interface OutputProcessorOptions {
  /** How much sound there has to be before any is played. */
  readonly reserveMs: number;
}

/** What the page tells the audio thread. */
export type ToWorklet =
  { readonly type: 'write'; readonly samples: Float32Array } | { readonly type: 'end' } | { readonly type: 'close' };

/** How the buffer stands, and when the last sample taken from it will have left the audio graph, in the context's time. */
export type FromWorklet = BufferState & { readonly atSeconds: number };
