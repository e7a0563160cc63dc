import { InvalidArgumentError } from 'commander';

/** A parser for commander that takes numbers of a range only. */
export function numberWithin(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() !== '' && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      most === Infinity ? `Give a number of at least ${least}.` : `Give a number from ${least} to ${most}.`,
    );
  };
}

/** The same for whole numbers. */
export function integerWithin(least: number, most: number): (value: string) => number {
  const parse = numberWithin(least, most);
  return (value) => {
    const number = parse(value);
    if (Number.isInteger(number)) return number;
    throw new InvalidArgumentError('Give a whole number.');
  };
}
