import type { ModelFile, ModelPart } from './catalog.js';

/** What a source is asked for: files of one part that are missing or damaged. */
export interface Order {
  readonly part: ModelPart;
  readonly files: readonly ModelFile[];
  /** The model's folder. Files go to their path below it, complete and verified or not at all. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** How many bytes of the order are there by now. */
  readonly onBytes: (loaded: number) => void;
}

/** Folders that sources work in start so; what a killed process left of them is swept away by the next one. */
export const temporaryPrefix = 'tmp-';

/** A file that is in its place. */
export interface Delivered {
  readonly file: ModelFile;
  /** Of what is on the disk. It differs from the catalogue's only where a verified archive vouches for the file. */
  readonly sha256: string;
}

/** Where model files come from: the internet, package registries, a folder. */
export interface ModelSource {
  /** @throws AloudError `network`, `model-damaged` or `model-missing` when another source may have better luck. */
  deliver(order: Order): Promise<readonly Delivered[]>;
}
