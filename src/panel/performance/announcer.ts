/** A screen reader must be left time to finish: it is told something new once a second at most. */
const SHORTEST_PAUSE_MS = 1000;

/** Says the last thing that it was given, in a live region. */
export class Announcer {
  private saidMs = -Infinity;
  private timer: number | undefined;
  private next = '';

  constructor(private readonly region: HTMLElement) {}

  say(text: string): void {
    this.next = text;
    if (this.timer !== undefined) return;
    const waitMs = Math.max(this.saidMs + SHORTEST_PAUSE_MS - performance.now(), 0);
    this.timer = window.setTimeout(() => {
      this.timer = undefined;
      this.saidMs = performance.now();
      this.region.textContent = this.next;
    }, waitMs);
  }
}
