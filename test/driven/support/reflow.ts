import type { Frame } from 'playwright-core';
import type { Workbench } from '../../harness/workbench.js';

/** What can have the focus and is shown. */
const controls = `[...document.querySelectorAll('button, select, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility())`;

/** What reaches beyond an edge of the page, but for what stands in a frame that scrolls. */
export function overflowing(page: Frame): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (left < 0 || right > width + 0.5) && !element.parentElement.closest('.scroller, .visually-hidden');
      })
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);
}

/** Goes through the page with Tab; gives the controls that it did not come to in their turn, or that were not seen then. */
export async function unreachable(workbench: Workbench, page: Frame): Promise<string[]> {
  const count = await page.evaluate<number>(`${controls}.length`);
  const missed: string[] = [];
  await page.evaluate(`${controls}[0].focus()`);
  for (let index = 0; index < count; index++) {
    const fault = await page.evaluate<string | null>(`(() => {
      const element = ${controls}[${index}];
      if (document.activeElement !== element) return 'not in its turn: ' + element.outerHTML.slice(0, 120);
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
      const seen = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
      if (left >= 0 && right <= innerWidth && element.contains(seen)) return null;
      return 'not seen: ' + element.outerHTML.slice(0, 120);
    })()`);
    if (fault !== null) missed.push(fault);
    await workbench.press('Tab');
  }
  return missed;
}
