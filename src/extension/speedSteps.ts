/** From here on, faster is faster by a quarter: a tenth would not be heard as a step any more. */
const QUARTERS_FROM = 2;

/** The next speed up or down, on a grid of tenths below 2 and of quarters above, within a range. */
export function nextSpeed(
  speed: number,
  direction: 1 | -1,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): number {
  const isQuarters = direction > 0 ? speed >= QUARTERS_FROM : speed > QUARTERS_FROM;
  const stepsToOne = isQuarters ? 4 : 10;
  // What is a hair off the grid counts as on it.
  const position = Math.round(speed * stepsToOne * 1000) / 1000;
  const next = direction > 0 ? Math.floor(position) + 1 : Math.ceil(position) - 1;
  return Math.min(maximum, Math.max(minimum, next / stepsToOne));
}
