import type { Frame, Page } from 'playwright-core';
import { eventually } from '../../harness/eventually.js';

/** The page inside the webview that is seen: it is made anew whenever it was hidden. */
export async function webviewPage(page: Page): Promise<Frame> {
  return eventually('the page of a webview', async () => {
    const [outer] = await page.locator('iframe.webview.ready:visible').elementHandles();
    const inner = await (await outer?.contentFrame())?.$('#active-frame');
    return (await inner?.contentFrame()) ?? undefined;
  });
}
