import type { Event } from 'vscode';
import type { ReadingReport } from '../protocol/reading.js';

/** What other extensions get from Aloud. */
export interface AloudApi {
  readonly version: 1;
  /** Report of the last reading of this window; it holds no text that was read. */
  lastReport(): ReadingReport | undefined;
  readonly onDidFinishReading: Event<ReadingReport>;
}
