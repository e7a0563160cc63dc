import type { Workbench } from '../../harness/workbench.js';

/** Pictures of the status bar in a state that lasts, dark and light: `.cache/screenshots/status-<state>-<theme>.png`. */
export async function screenshotStatus(workbench: Workbench, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await workbench.useTheme(theme);
    await workbench.screenshot(`status-${state}-${theme}`, workbench.page.locator('.part.statusbar'));
  }
}
