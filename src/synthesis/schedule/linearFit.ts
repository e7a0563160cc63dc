/** What a fit has learnt, as it is stored: weighted sums over its observations. */
export interface FitData {
  readonly count: number;
  readonly weight: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly spread: number;
}

export interface Line {
  /** Value at x = 0. */
  readonly base: number;
  /** Growth for each unit of x. */
  readonly each: number;
}

/** How much an observation counts after each later one: about the last thirty decide. */
const memory = 0.97;
/** Weight of the prior against one observation. */
const priorWeight = 0.25;
/** From this many observations on, one that is far from all others is pulled in before it counts. */
const trustedCount = 5;
/** Far is beyond so many spreads, and never nearer than this part of the value. */
const farSpreads = 4;
const farAtLeast = 0.3;
const spreadRate = 0.1;
const unknownSpread = 0.15;

/**
 * A straight line through measurements that arrive one by one, by least squares of the relative error.
 *
 * It starts from a prior line. The first measurements scale that line as a whole (a machine that is twice as slow at a
 * short text will be so at a long one), later ones bend it.
 */
export class LinearFit {
  #data: FitData;
  #line: Line;

  /** @param span values of x between which the prior holds. */
  constructor(
    private readonly prior: Line,
    private readonly span: readonly [number, number],
    data?: FitData,
  ) {
    this.#data = data ?? { count: 0, weight: 0, x: 0, y: 0, xx: 0, xy: 0, spread: unknownSpread };
    this.#line = this.#solve();
  }

  get line(): Line {
    return this.#line;
  }

  /** How many measurements it has seen. */
  get count(): number {
    return this.#data.count;
  }

  /** Mean distance of a measurement from the line, as a part of the value. */
  get spread(): number {
    return this.#data.spread;
  }

  at(x: number): number {
    return this.#line.base + this.#line.each * x;
  }

  observe(x: number, measured: number): void {
    if (!(measured > 0 && Number.isFinite(measured) && Number.isFinite(x))) return;
    const d = this.#data;
    const expected = Math.max(this.at(x), Number.EPSILON);
    const far = Math.max(farAtLeast, farSpreads * d.spread);
    const trusted = d.count >= trustedCount;
    const y = trusted ? clamp(measured, expected / (1 + far), expected * (1 + far)) : measured;
    const weight = 1 / (this.prior.base + this.prior.each * x) ** 2;
    // Before there is a line to be compared with, the distance tells about the prior, not about the machine.
    const distance = d.count === 0 ? d.spread : Math.min(1, Math.abs(measured / expected - 1));
    this.#data = {
      count: d.count + 1,
      weight: d.weight * memory + weight,
      x: d.x * memory + weight * x,
      y: d.y * memory + weight * y,
      xx: d.xx * memory + weight * x * x,
      xy: d.xy * memory + weight * x * y,
      spread: d.spread + spreadRate * (distance - d.spread),
    };
    this.#line = this.#solve();
  }

  toJSON(): FitData {
    return this.#data;
  }

  #solve(): Line {
    const { base, each } = this.prior;
    let { weight, x, y, xx, xy } = this.#data;
    if (weight === 0) return this.prior;
    // How the machine compares with the prior as a whole.
    const scale = (base * y + each * xy) / (base * base * weight + 2 * base * each * x + each * each * xx);
    for (const at of this.span) {
      const value = scale * (base + each * at);
      const w = priorWeight / (base + each * at) ** 2;
      weight += w;
      x += w * at;
      y += w * value;
      xx += w * at * at;
      xy += w * at * value;
    }
    const slope = (weight * xy - x * y) / (weight * xx - x * x);
    if (slope < 0) return { base: y / weight, each: 0 };
    const intercept = (y - slope * x) / weight;
    return intercept < 0 ? { base: 0, each: xy / xx } : { base: intercept, each: slope };
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
