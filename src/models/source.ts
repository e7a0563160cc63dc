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

/** Where model files come from: the internet, package registries, a folder. */
export interface ModelSource {
  /**
   * Puts every file of the order in its place.
   * @throws AloudError `network`, `model-damaged` or `model-missing` when another source may have better luck
   */
  deliver(order: Order): Promise<void>;
}
