import type { Workbench } from '../../harness/workbench.js';
import { themes, type Theme } from '../../harness/workbench.js';

const themeNames = Object.keys(themes) as Theme[];
/** Pixels: half of a small screen. */
const NARROW = 500;

/**
 * Pictures of the status bar in a state that lasts, in every theme and in a narrow window:
 * `.cache/screenshots/status-<state>-<theme or narrow>.png`. Ends dark, as it began.
 */
export async function screenshotStatus(workbench: Workbench, state: string): Promise<void> {
  const bar = workbench.page.locator('.part.statusbar');
  for (const theme of themeNames) {
    await workbench.useTheme(theme);
    await workbench.screenshot(`status-${state}-${theme}`, bar);
  }
  await workbench.useTheme('dark');
  const { width, height } = workbench.page.viewportSize()!;
  await workbench.resize(NARROW, height);
  await workbench.screenshot(`status-${state}-narrow`, bar);
  await workbench.resize(width, height);
}

/** Pictures of the window in every theme: `.cache/screenshots/<name>-<theme>.png`. Ends dark, as it began. */
export async function screenshotThemes(workbench: Workbench, name: string): Promise<void> {
  for (const theme of themeNames) {
    await workbench.useTheme(theme);
    await workbench.screenshot(`${name}-${theme}`);
  }
  await workbench.useTheme('dark');
}
