import type { Results } from '../../src/cli/bench/results.js';
import type { MeasuredRow } from '../../src/cli/bench/rounds.js';
import type { FigureName } from '../../src/cli/bench/row.js';
import type { Spread } from '../../src/cli/bench/spread.js';

interface Panel {
  readonly figure: FigureName;
  readonly title: string;
  readonly show: (value: number) => string;
}

const panels: readonly Panel[] = [
  { figure: 'ttfaMs', title: 'Time to the first sound', show: (ms) => `${(ms / 1000).toFixed(2)} s` },
  { figure: 'rtf', title: 'Computing time for a second of speech', show: (rtf) => `${rtf.toFixed(2)} s` },
];

/* In units of the picture, which are pixels where it is shown at its own size. */
const width = 760;
const margin = 16;
const labelWidth = 210;
const valueWidth = 70;
const barHeight = 20;
const rowHeight = 32;
const titleHeight = 40;
const footHeight = 34;
const barsWidth = width - 2 * margin - labelWidth - valueWidth;

/** One hue that stands out from both the white and the dark page of GitHub, and one that stays behind. */
const style = `
  text { font: 14px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .foot { font-size: 12px; fill: #59636e }
  .bar { fill: #afb8c1 }
  .ours { fill: #0969da }
  .span { stroke: #59636e; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .foot { fill: #9198a1 }
    .bar { fill: #545d68 }
    .ours { fill: #4493f8 }
    .span { stroke: #9198a1 }
  }`;

/** An SVG of horizontal bars, the first row's in another colour; a thin line shows the least and the most of the runs. */
export function chart({
  rows,
  machine,
  runs,
  characters,
}: Pick<Results, 'rows' | 'machine' | 'runs' | 'characters'>): string {
  const panelHeight = titleHeight + rows.length * rowHeight;
  const height = panels.length * panelHeight + footHeight;
  const foot = `${characters} characters, median of ${runs}, ${machine}`;
  const drawn = panels.map((panel, index) => draw(panel, rows, index * panelHeight));
  const description = panels.map((panel) => `${panel.title}: ${spoken(panel, rows)}.`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="what">
<title id="what">${escaped(description)}</title>
<style>${style}
</style>
${drawn.join('\n')}
<text class="foot" x="${margin}" y="${height - 12}">${escaped(foot)}</text>
</svg>
`;
}

function draw({ figure, title, show }: Panel, rows: readonly MeasuredRow[], top: number): string {
  const known = rows.flatMap(({ title: name, figures }) =>
    figures[figure] ? [{ name, spread: figures[figure] }] : [],
  );
  const most = Math.max(...known.map(({ spread }) => spread.max));
  const x = (value: number) => round(margin + labelWidth + (value / most) * barsWidth);
  const lines = known.map(({ name, spread }, index) =>
    bar(name, spread, show, x, top + titleHeight + index * rowHeight, index === 0),
  );
  return [`<text class="title" x="${margin}" y="${top + 26}">${escaped(title)}</text>`, ...lines].join('\n');
}

function bar(
  name: string,
  { median, min, max }: Spread,
  show: Panel['show'],
  x: (value: number) => number,
  top: number,
  isOurs: boolean,
): string {
  const middle = top + barHeight / 2;
  const textY = middle + 5;
  return [
    `<text x="${margin}" y="${textY}">${escaped(name)}</text>`,
    `<rect class="bar${isOurs ? ' ours' : ''}" x="${x(0)}" y="${top}" width="${round(x(median) - x(0))}" height="${barHeight}" rx="2"/>`,
    `<path class="span" d="M${x(min)} ${middle}H${x(max)}"/>`,
    `<text x="${x(max) + 8}" y="${textY}">${show(median)}</text>`,
  ].join('\n');
}

function spoken({ figure, show }: Panel, rows: readonly MeasuredRow[]): string {
  return rows
    .map(({ title, figures }) => `${title} ${figures[figure] ? show(figures[figure].median) : 'unknown'}`)
    .join(', ');
}

const round = (value: number) => Math.round(value * 10) / 10;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
