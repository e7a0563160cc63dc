import type { OutputProgress } from './output.js';

/** What the engine tells the speaker process. Every output has a number of its own, used once. */
export type ToSpeaker =
  | { readonly type: 'open'; readonly output: number; readonly sampleRate: number }
  | { readonly type: 'write'; readonly output: number; readonly samples: Float32Array }
  | { readonly type: 'close'; readonly output: number };

/** What the speaker process tells the engine. */
export type FromSpeaker =
  | { readonly type: 'ready' }
  /** The native addon cannot be used on this machine. */
  | { readonly type: 'unusable'; readonly message: string }
  | { readonly type: 'opened'; readonly output: number }
  | { readonly type: 'failed'; readonly output: number; readonly message: string }
  | { readonly type: 'progress'; readonly output: number; readonly progress: OutputProgress }
  | { readonly type: 'closed'; readonly output: number; readonly progress: OutputProgress };
