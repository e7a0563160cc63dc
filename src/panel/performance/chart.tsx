import { useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { currentTheme, onThemeChange } from './theme.js';
import type { Theme } from './theme.js';

export interface ChartProps {
  /** What a screen reader says of the picture; its figures are in a table beside it. */
  readonly label: string;
  readonly height: number;
  readonly data: uPlot.AlignedData;
  /** Called anew when the theme or `variant` changes. */
  readonly options: (theme: Theme) => Omit<uPlot.Options, 'width' | 'height'>;
  /** What else the options depend on. */
  readonly variant?: string;
}

/** A uPlot chart as wide as its place, in the colours of the editor. */
export function Chart({ label, height, data, options, variant }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const latest = useRef({ data, options });
  latest.current = { data, options };

  useLayoutEffect(() => {
    const element = place.current!;
    const draw = () => {
      chart.current?.destroy();
      const { data, options } = latest.current;
      const look = { legend: { show: false }, padding: [8, 8, 0, 0] as uPlot.Padding, ...options(currentTheme()) };
      chart.current = new uPlot({ ...look, width: element.clientWidth, height }, data, element);
    };
    draw();
    const forgetTheme = onThemeChange(draw);
    const resized = new ResizeObserver(() => {
      chart.current?.setSize({ width: element.clientWidth, height });
    });
    resized.observe(element);
    return () => {
      forgetTheme();
      resized.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [height, variant]);

  useLayoutEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return <div class="chart" role="img" aria-label={label} ref={place} />;
}

/** An axis in the panel's quiet way. */
export function axis(theme: Theme, more: uPlot.Axis): uPlot.Axis {
  return {
    stroke: theme.soft,
    font: theme.font,
    grid: { stroke: theme.line, width: 1 },
    ticks: { show: false },
    border: { show: false },
    ...more,
  };
}
