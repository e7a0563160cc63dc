/** Five deaths within three minutes are not bad luck: then it stays down (the rule of vscode-languageclient). */
const DEATHS = 5;
const WITHIN_MINUTES = 3;

/** For people: how often something has died that is not started again. */
export const TOO_OFTEN = `${DEATHS} times within ${WITHIN_MINUTES} minutes`;

/** Decides whether something that died is started again. */
export class RestartLimit {
  private readonly deathsMs: number[] = [];

  constructor(private readonly nowMs: () => number) {}

  /** Takes note of a death; false: it has died too often to be started again by itself. */
  mayRestart(): boolean {
    this.deathsMs.push(this.nowMs());
    while (this.deathsMs.length > DEATHS) this.deathsMs.shift();
    const [first = 0] = this.deathsMs;
    return this.deathsMs.length < DEATHS || this.nowMs() - first > WITHIN_MINUTES * 60_000;
  }

  /** The user asked for another try. */
  reset(): void {
    this.deathsMs.length = 0;
  }
}
