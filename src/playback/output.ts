/** Where samples go: a device, a player process, a file, a window. One output serves one reading. */
export interface AudioOutput {
  /** For reports: `device`, `player:pacat`, `play-sound`, `webview`, `none`. */
  readonly name: string;
  /** Delay between handing a sample over and hearing it, where the device tells it, in milliseconds. */
  readonly latencyMs: number;
  /**
   * Opens the device. Silent until samples are written.
   * @throws AloudError `no-sound-device`
   */
  open(sampleRate: number): Promise<void>;
  /** How many samples the output would take now without holding more than its ring. */
  writable(): number;
  /** Hands over mono float32 samples in [-1, 1], at most `writable()` of them. Throws when the device has gone. */
  write(samples: Float32Array): void;
  /** Samples heard so far (handed over minus what is still in the ring), as well as the output knows. */
  played(): number;
  /** Silence at once; what is in the ring may be dropped. `played()` stays true. */
  pause(): void;
  /** Goes on after `pause`; the clock of the player writes again what was dropped. */
  resume(): Promise<void>;
  /** Silence at once, device released. Idempotent. */
  close(): void;
}
