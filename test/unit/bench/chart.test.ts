import assert from 'node:assert/strict';
import { spreadOf } from '../../../src/cli/bench/spread.js';
import { chart } from '../../bench/chart.js';

const rows = [
  { id: 'aloud', title: 'Aloud', figures: { ttfaMs: spreadOf([100, 200, 300]), rtf: spreadOf([0.2]) } },
  { id: 'other', title: 'One & <other>', figures: { ttfaMs: spreadOf([2000]), rtf: spreadOf([1]) } },
];
const svg = chart({ rows, machine: '2 × processor', runs: 3, characters: 498 });

describe('chart of the benchmark', () => {
  it('draws bars in proportion', () => {
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    assert.equal(widths.length, 4);
    assert.ok(Math.abs(widths[1]! / widths[0]! - 10) < 0.1);
    assert.ok(Math.abs(widths[3]! / widths[2]! - 5) < 0.1);
  });

  it('says in words what it shows, for those who do not see it', () => {
    assert.match(svg, /<title id="what">Time to the first sound: Aloud 0\.20 s, One &amp; &lt;other&gt; 2\.00 s\./);
  });
});
