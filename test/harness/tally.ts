/** What a kind of tests came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Names the file into which a kind writes its tally, in its environment. */
export const tallyVariable = 'ALOUD_TEST_TALLY';
