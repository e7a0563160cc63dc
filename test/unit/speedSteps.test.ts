import assert from 'node:assert/strict';
import { nextSpeed } from '../../src/extension/speedSteps.js';

const range = { minimum: 0.5, maximum: 4 };

describe('faster and slower', () => {
  it('go by tenths up to 2 and by quarters from there, there and back', () => {
    const up: number[] = [];
    for (let speed = 1.7; speed < 2.6; speed = nextSpeed(speed, 1, range)) up.push(speed);
    assert.deepEqual(up, [1.7, 1.8, 1.9, 2, 2.25, 2.5]);
    const down: number[] = [];
    for (let speed = 2.5; speed > 1.7; speed = nextSpeed(speed, -1, range)) down.push(speed);
    assert.deepEqual(down, [2.5, 2.25, 2, 1.9, 1.8]);
  });

  it('come from anywhere to the next step', () => {
    assert.equal(nextSpeed(1.23, 1, range), 1.3);
    assert.equal(nextSpeed(1.23, -1, range), 1.2);
    assert.equal(nextSpeed(2.1, -1, range), 2);
    assert.equal(nextSpeed(0.1 + 0.2 + 0.4, 1, range), 0.8);
  });

  it('stay within the range', () => {
    assert.equal(nextSpeed(4, 1, range), 4);
    assert.equal(nextSpeed(0.5, -1, range), 0.5);
    assert.equal(nextSpeed(3.9, 1, range), 4);
  });
});
