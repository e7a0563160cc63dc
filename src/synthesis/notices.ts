import type { ReadingRequest } from '../protocol/reading.js';

/** Sentences for the user. Each is told once, with the first reading that somebody hears. */
export class Notices {
  private readonly told = new Set<string>();

  /** Whether it is to be told with this reading; then it has been. */
  take(message: string, { source }: Pick<ReadingRequest, 'source'>): boolean {
    // Programs that speak over the network show nothing to anybody.
    if (source === 'http' || this.told.has(message)) return false;
    this.told.add(message);
    return true;
  }
}
