/**
 * Where samples go: a device, a player process, files, a window. An output is opened once, fed, and closed once; going
 * on after a pause or a failure takes a new one. It pushes what it knows instead of being polled, so that one that is
 * far away (a window, another process) looks like one that is near.
 */
export interface AudioOutput {
  /** For reports: `device`, `player:pacat`, `play-sound`, `webview`, `none`. */
  readonly name: string;
  /** How many samples it may hold that have not been heard. */
  readonly windowSamples: number;
  /**
   * Opens the device. Silent until samples are written.
   * @throws AloudError `no-sound-device`
   */
  open(sampleRate: number, listener: OutputListener): Promise<void>;
  /** Hands over mono float32 samples in [-1, 1]; never blocks and never throws. The output may keep the array. */
  write(samples: Float32Array): void;
  /** Resolves when synthesis may go on, where whoever takes the samples can be slower than it. */
  drained?(): Promise<void>;
  /** No samples will follow: what is held is played to its end, however little it is. */
  end(): void;
  /** Silence at once, device released; says what had been heard by then. The listener hears no more. */
  close(): Promise<OutputProgress>;
}

/** What has become of the samples of one output, counted from its `open`. */
export interface OutputProgress {
  /** Samples that the device's own buffer took. */
  readonly handed: number;
  /** Samples heard, as well as the output can know. */
  readonly heard: number;
  /** When that was, on the machine's monotonic clock; in the future when the first sample is still on its way. */
  readonly clockMs: number;
  /** `heard` is moving: false before the first sample and within a gap. */
  readonly playing: boolean;
  /** The device asks for a sample that is not there, having played some before. */
  readonly dry: boolean;
  /** How often the device had to ask in vain between two samples. */
  readonly gaps: number;
}

export interface OutputListener {
  /** Called on every change worth knowing, several times within the window while samples are being heard. */
  progress(progress: OutputProgress): void;
  /** The device has gone or hangs. What had not been heard may be written to another output. */
  failed(error: Error): void;
}

/**
 * Makes an output that has not been opened yet.
 * @throws AloudError `no-sound-device`
 */
export type OutputFactory = () => AudioOutput | Promise<AudioOutput>;

export const NOTHING_HEARD: OutputProgress = {
  handed: 0,
  heard: 0,
  clockMs: 0,
  playing: false,
  dry: false,
  gaps: 0,
};
