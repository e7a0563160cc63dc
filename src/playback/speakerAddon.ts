import { createRequire } from 'node:module';
import { messageOf } from '../protocol/errors.js';

declare const deviceHandle: unique symbol;
export interface DeviceHandle {
  readonly [deviceHandle]: true;
}

/** The native addon of the platform package of `@audio/speaker` (a thin binding of miniaudio). All calls block. */
export interface SpeakerAddon {
  /**
   * Opens the default device, not started yet.
   * @param bufferMs Size of the ring between us and the device; rounded up to a power of two of frames.
   * @param capture Keep the last 5 s of what the device fetched, for `read`.
   */
  open(
    sampleRate: number,
    channels: number,
    bitDepth: 8 | 16 | 24 | 32,
    bufferMs: number,
    capture: boolean,
  ): DeviceHandle;
  /** Copies whole frames into the ring, as many as fit, and starts the device once the ring is half full. Returns frames. */
  writeSync(handle: DeviceHandle, frames: Uint8Array): number;
  /** Starts the device if anything is in the ring; true when the ring is empty. */
  flush(handle: DeviceHandle): boolean;
  /** Takes what the device fetched since the last call. Returns frames. */
  read(handle: DeviceHandle, frames: Uint8Array): number;
  close(handle: DeviceHandle): void;
}

/** @throws when there is no addon for this platform or it cannot be loaded here. */
export function loadSpeakerAddon(): SpeakerAddon {
  const name = `@audio/speaker-${process.platform}-${process.arch}`;
  try {
    return createRequire(__filename)(name) as SpeakerAddon;
  } catch (error) {
    throw new Error(`${name} cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
}
