import { NotificationType } from 'vscode-jsonrpc';
import type { FromSpeaker, ToSpeaker } from '../playback/speakerProtocol.js';

/** What the engine asks of a window that plays what it makes. Every output has a number of its own, used once. */
export type ToWindow =
  | ToSpeaker
  /** Nothing follows what was written: it is played, however little it is. */
  | { readonly type: 'end'; readonly output: number };

/** What became of it. Moments are on the monotonic clock of the engine's machine. */
export type FromWindow = Extract<FromSpeaker, { readonly output: number }>;

export const PlayInWindow = new NotificationType<ToWindow>('window/play');
export const HeardInWindow = new NotificationType<FromWindow>('window/heard');
