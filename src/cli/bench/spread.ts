/** Values of several runs, in the order of the runs. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly values: readonly number[];
}

/** @param values At least one. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)!, values };
}

/** Run by run, so that whatever else the machine did at that time is in both. */
export function ratioOf(of: Spread, to: Spread): Spread {
  return spreadOf(of.values.map((value, run) => value / to.values[run]!));
}
