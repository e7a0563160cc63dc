import type { FromWindow, ToWindow } from '../../protocol/windowSound.js';

/** What the extension tells the page that plays. */
export type ToSoundPage =
  | ToWindow
  /** Nothing that was begun shall be heard any more. */
  | { readonly type: 'silence' }
  /** To be answered with `pong` at once. */
  | { readonly type: 'ping'; readonly sentMs: number };

/** What the page tells the extension. Moments are on the page's clock. */
export type FromSoundPage =
  | FromWindow
  | { readonly type: 'ready' }
  | { readonly type: 'pong'; readonly sentMs: number; readonly pageMs: number }
  /** Whether the browser does not play before the user clicked or pressed a key in the page. */
  | { readonly type: 'blocked'; readonly isBlocked: boolean };
