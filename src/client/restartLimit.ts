/** Five deaths within three minutes are not bad luck: then it stays down (the rule of vscode-languageclient). */
const DEATHS = 5;
const WITHIN_MS = 3 * 60_000;

/** Decides whether something that died is started again. */
export class RestartLimit {
  private readonly deathsMs: number[] = [];

  constructor(private readonly nowMs: () => number) {}

  /** Takes note of a death; false: it has died too often to be started again by itself. */
  mayRestart(): boolean {
    this.deathsMs.push(this.nowMs());
    while (this.deathsMs.length > DEATHS) this.deathsMs.shift();
    const [first = 0] = this.deathsMs;
    return this.deathsMs.length < DEATHS || this.nowMs() - first > WITHIN_MS;
  }

  /** The user asked for another try. */
  reset(): void {
    this.deathsMs.length = 0;
  }
}
