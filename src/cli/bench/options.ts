/** Programs that the benchmark compares with, and the published graph as it is. */
export const peerNames = ['kokoro-js', 'sherpa-onnx-node', 'published'] as const;
export type PeerName = (typeof peerNames)[number];

/** Where the engine that is measured lies. */
export interface EngineFiles {
  /** The engine's bundle. */
  readonly enginePath: string;
  /** Folder of the package with catalogue and lexicons. */
  readonly assetsFolder: string;
}

export interface BenchOptions extends EngineFiles {
  readonly peers: readonly PeerName[];
  /** What is read instead of the passage. */
  readonly text?: string;
  readonly runs: number;
  /** Also read for so long, watching the memory, and for a third of it beside a busy process. */
  readonly longMinutes?: number;
  /** Measure how loud voices are instead of how fast they are. */
  readonly loudness: boolean;
  /** Measure the text work instead of the sound. */
  readonly textWork: boolean;
  /** Which words of the text work are shown. */
  readonly seed: number;
  readonly json: boolean;
}
