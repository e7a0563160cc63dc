import { circumstances, plain, table } from '../../src/cli/bench/print.js';
import type { Results } from '../../src/cli/bench/results.js';

const begin = '<!-- figures: written by npm run bench -->';
const end = '<!-- end of figures -->';

/** The README with these results in the place of those that it had. */
export function withFigures(readme: string, results: Results): string {
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`The README has no place for figures: ${begin} … ${end}`);
  const figures = [
    '![Time to the first sound and computing time of Aloud beside others](media/bench.svg)',
    table(results.rows, ['ttfaMs', 'rtf', 'underruns', 'firstSegmentCharacters', 'peakMegabytes', 'coldTtfaMs']),
    results.findings.map(plain).join('\n'),
    circumstances(results),
  ];
  return [readme.slice(0, before + begin.length), ...figures, readme.slice(after)].join('\n\n');
}
