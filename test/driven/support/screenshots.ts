import type { Workbench } from '../../harness/workbench.js';
import { themes, type Theme } from '../../harness/workbench.js';

/** Pictures of the status bar in a state that lasts, dark and light: `.cache/screenshots/status-<state>-<theme>.png`. */
export async function screenshotStatus(workbench: Workbench, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await workbench.useTheme(theme);
    await workbench.screenshot(`status-${state}-${theme}`, workbench.page.locator('.part.statusbar'));
  }
}

/** Pictures of the window in every theme: `.cache/screenshots/<name>-<theme>.png`. Ends dark, as it began. */
export async function screenshotThemes(workbench: Workbench, name: string): Promise<void> {
  for (const theme of Object.keys(themes) as Theme[]) {
    await workbench.useTheme(theme);
    await workbench.screenshot(`${name}-${theme}`);
  }
  await workbench.useTheme('dark');
}
