import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findingsOf, isMet } from '../../../src/cli/bench/finding.js';
import { passage } from '../../../src/metrics/passages.js';
import { printable } from '../../../src/cli/bench/print.js';
import { emptyResults } from '../../../src/cli/bench/results.js';
import { measureRounds } from '../../../src/cli/bench/rounds.js';
import type { Figures, Row } from '../../../src/cli/bench/row.js';
import { ratioOf, spreadOf } from '../../../src/cli/bench/spread.js';
import { withFigures } from '../../bench/readme.js';

/** A row that gives these figures one after the other, and takes note of its turn. */
function row(id: string, runs: readonly (Figures | Error)[], turns: string[] = []): Row {
  let run = 0;
  const measure = () => {
    turns.push(id);
    const figures = runs[run++]!;
    return figures instanceof Error ? Promise.reject(figures) : Promise.resolve(figures);
  };
  return { id, title: id, measure };
}

const ignore = () => undefined;

describe('figures of the benchmark', () => {
  it('has a passage of 498 characters', () => {
    assert.equal(passage.length, 498);
  });

  it('takes the middle of odd and even numbers of runs', () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, min: 1, max: 3, values: [3, 1, 2] });
    assert.equal(spreadOf([4, 1, 3, 2]).median, 2.5);
  });

  it('compares run by run, not median by median', () => {
    const ratio = ratioOf(spreadOf([1, 20, 3]), spreadOf([10, 100, 10]));
    assert.deepEqual(ratio.values, [0.1, 0.2, 0.3]);
  });

  it('takes the rows in turns', async () => {
    const turns: string[] = [];
    const fast = row('fast', [{ ttfaMs: 1 }, { ttfaMs: 2 }], turns);
    const slow = row('slow', [{ ttfaMs: 10 }, { ttfaMs: 30 }], turns);
    const { rows } = await measureRounds([fast, slow], 2, ignore);
    assert.deepEqual(turns, ['fast', 'slow', 'fast', 'slow']);
    assert.deepEqual(rows[1]?.figures.ttfaMs?.values, [10, 30]);
  });

  it('leaves out a row that fails, says why, and goes on with the others', async () => {
    const broken = row('broken', [{ ttfaMs: 1 }, new Error('no such package')]);
    const sound = row('sound', [{ ttfaMs: 1 }, { ttfaMs: 3 }]);
    const { rows, notes } = await measureRounds([broken, sound], 2, ignore);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['sound'],
    );
    assert.deepEqual(notes, ['broken was left out: no such package']);
  });

  it('judges goals whose rows were measured, and says so when one is missed', async () => {
    const rounds = await measureRounds(
      [row('ours', [{ ttfaMs: 40, rtf: 0.5 }]), row('theirs', [{ ttfaMs: 1000 }])],
      1,
      ignore,
    );
    const goals = [
      { title: 'soon', row: 'ours', figure: 'ttfaMs', of: 'theirs', atMost: 1 / 20 },
      { title: 'fast', row: 'ours', figure: 'rtf', atMost: 0.24 },
      { title: 'not asked', row: 'ours', figure: 'ttfaMs', of: 'nobody', atMost: 1 },
    ] as const;
    const findings = findingsOf(goals, rounds.rows);
    assert.deepEqual(findings.map(isMet), [true, false]);
    const printed = printable({ ...emptyResults(498), rows: rounds.rows, findings });
    assert.match(printed, /soon: 0\.04 ×; goal: at most 0\.05: met/);
    assert.match(printed, /fast: 0\.5 × real time; goal: at most 0\.24: MISSED/);
  });

  it('go into the README in the place of earlier ones, as often as one likes', async () => {
    const { rows } = await measureRounds([row('ours', [{ ttfaMs: 40, startMs: 7 }])], 1, ignore);
    const goals = [{ title: 'soon', row: 'ours', figure: 'ttfaMs', atMost: 50 }] as const;
    const results = { ...emptyResults(498), rows, findings: findingsOf(goals, rows) };
    const empty = 'Before.\n\n<!-- figures: written by npm run bench -->\n<!-- end of figures -->\n\nAfter.\n';
    const once = withFigures(empty, results);
    assert.match(once, /^Before\.\n[^]*\| ours +\| 40 +\|\n\n- soon: 40 ms\n[^]*\nAfter\.\n$/);
    assert.equal(withFigures(once, results), once);
    assert.throws(() => withFigures('No place.', results), /no place for figures/);
    assert.match(withFigures(readFileSync('README.md', 'utf8'), results), /- soon: 40 ms/);
  });
});
