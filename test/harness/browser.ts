import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../scripts/support/systemTools.js';

/**
 * Chromium without a screen. As root it has no sandbox, and containers have a small /dev/shm.
 * @param sound Environment under which it plays; silent if left out.
 */
export async function startBrowser(sound?: Readonly<Record<string, string>>): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('There is no Chromium or Chrome here; "npm test" says how to get it.');
  return chromium.launch({
    executablePath,
    // Without handlers of its own a signal ends this process, and the browser with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(sound && { ignoreDefaultArgs: ['--mute-audio'], env: { ...process.env, ...sound } }),
    args: ['--disable-dev-shm-usage', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
}
