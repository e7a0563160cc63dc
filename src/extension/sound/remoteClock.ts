/** The clock of a page, read by messages that go there and back. */
export class RemoteClock {
  private roundTripMs = Infinity;
  private aheadMs = 0;

  /** The answers from now on tell more than those before: clocks drift. */
  restart(): void {
    this.roundTripMs = Infinity;
  }

  /** A message left here, was answered there, and the answer came back. The quickest one tells most. */
  answered(sentMs: number, remoteMs: number, receivedMs: number): void {
    const roundTripMs = receivedMs - sentMs;
    if (roundTripMs >= this.roundTripMs) return;
    this.roundTripMs = roundTripMs;
    this.aheadMs = remoteMs - (sentMs + receivedMs) / 2;
  }

  /** A moment of that clock, on ours. */
  toLocal(remoteMs: number): number {
    return remoteMs - this.aheadMs;
  }
}
