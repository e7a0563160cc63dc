import assert from 'node:assert/strict';
import { CostModel } from '../../src/synthesis/schedule/costModel.js';
import { LinearFit, type Line } from '../../src/synthesis/schedule/linearFit.js';
import { Random } from '../simulation/random.js';

const prior: Line = { base: 40, each: 1.2 };
const fresh = (): LinearFit => new LinearFit(prior, [10, 200]);

function assertClose(actual: number, expected: number, part = 0.1): void {
  assert.ok(Math.abs(actual / expected - 1) <= part, `${actual} is not within ${100 * part} % of ${expected}`);
}

describe('learning what synthesis costs', () => {
  it('starts from the prior and scales it as a whole by the first measurement', () => {
    const fit = fresh();
    assert.equal(fit.at(100), 160);
    fit.observe(10, 52 / 4);
    assertClose(fit.at(10), 13);
    assertClose(fit.at(200), fresh().at(200) / 4);
  });

  it('finds the line behind noisy measurements', () => {
    const random = new Random(1);
    const fit = fresh();
    for (let i = 0; i < 200; i++) {
      const x = random.between(5, 150);
      fit.observe(x, (14 + 0.7 * x) * random.factor(0.1));
    }
    assertClose(fit.at(20), 28);
    assertClose(fit.at(150), 119);
    assert.ok(fit.spread > 0.04 && fit.spread < 0.15, `spread ${fit.spread}`);
  });

  it('is hardly moved by an outlier, but follows a machine that has become slower', () => {
    const fit = fresh();
    for (let i = 0; i < 40; i++) fit.observe(20 + i, 100);
    const before = fit.at(40);
    fit.observe(40, 10_000);
    assertClose(fit.at(40), before, 0.1);
    for (let i = 0; i < 120; i++) fit.observe(20 + (i % 60), 300);
    assertClose(fit.at(40), 300, 0.15);
  });

  it('never forecasts that more work takes less time, nor less than nothing', () => {
    const random = new Random(2);
    const fit = fresh();
    for (let i = 0; i < 500; i++) {
      fit.observe(random.between(1, 300), random.between(1, 500));
      assert.ok(fit.line.base >= 0 && fit.line.each >= 0);
    }
  });

  it('takes no notice of times that cannot be', () => {
    const fit = fresh();
    for (const ms of [NaN, Infinity, -5, 0]) fit.observe(10, ms);
    assert.equal(fit.count, 0);
  });

  it('tells a busy machine from a slow one: up at once, down slowly, and not by one accident', () => {
    const costs = new CostModel();
    const observe = (times: number, factor: number): void => {
      for (let i = 0; i < times; i++) costs.observe('chunk', 20, 100 * factor);
    };
    observe(20, 1);
    assertClose(costs.load, 1, 0.05);
    observe(1, 50);
    assert.ok(costs.load <= 2);
    observe(10, 1);
    assertClose(costs.load, 1, 0.25);
    observe(2, 1.8);
    assert.ok(costs.load > 1.4, `${costs.load}`);
    assert.equal(CostModel.from(JSON.parse(JSON.stringify(costs))).load, 1);
  });

  it('goes on where it was stored', () => {
    const costs = new CostModel();
    for (let i = 1; i < 20; i++) {
      costs.front.observe(5 * i, 10 + 3 * i);
      costs.chunk.observe(2 * i, 7 * i);
      costs.observeLead(2);
      costs.observeTrail(12);
    }
    const restored = CostModel.from(JSON.parse(JSON.stringify(costs)));
    assert.deepEqual(restored.toJSON(), costs.toJSON());
    assert.equal(restored.front.at(60), costs.front.at(60));
    assert.equal(restored.leadFrames, costs.leadFrames);
  });

  it('starts afresh from anything damaged', () => {
    const stored = new CostModel().toJSON();
    const damaged = [undefined, null, 'x', {}, { ...stored, version: 2 }, { ...stored, front: { count: 1 } }];
    for (const data of [
      ...damaged,
      { ...stored, leadFrames: null },
      { ...stored, chunk: { ...stored.chunk, y: -1 } },
    ]) {
      assert.deepEqual(CostModel.from(data).toJSON(), stored);
    }
  });
});
