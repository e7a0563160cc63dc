import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Locator, Page } from 'playwright-core';
import type { SettingsScope } from '../../scripts/vscode/server.js';
import { cacheFolder } from '../../scripts/support/repository.js';
import { monotonicMs } from '../../src/metrics/clock.js';
import { eventually, patienceMs } from './eventually.js';

/** Where screenshots go; the folder outlives the run, to be looked at. */
export const screenshotFolder = join(cacheFolder, 'screenshots');

/** A menu ignores the mouse right after it was opened; no person is that quick. */
const MENU_DEAF_MS = 250;

/** What was typed is seen by then. */
const TYPED_MS = 200;

/** In the page: waits until nothing changes its colours any more. A theme takes some frames before it begins to. */
const settled = `(async () => {
  for (let calmFrames = 0; calmFrames < 10; calmFrames++) {
    await new Promise(requestAnimationFrame);
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    if (transitions.length > 0) calmFrames = 0;
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  }
})()`;

/** What a page is told of the user's wishes, and the class of the window that follows. */
export const themes = {
  dark: { colorScheme: 'dark', forcedColors: 'none', className: 'vs-dark' },
  light: { colorScheme: 'light', forcedColors: 'none', className: 'vs' },
  highContrast: { colorScheme: 'dark', forcedColors: 'active', className: 'hc-black' },
  highContrastLight: { colorScheme: 'light', forcedColors: 'active', className: 'hc-light' },
} as const;

export type Theme = keyof typeof themes;

export interface StatusItem {
  /** What is seen; icons are not in it. */
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
}

export interface Notification {
  readonly message: string;
  readonly buttons: readonly string[];
}

/** A VS Code window, used as a person uses it: with keys, the mouse and what is on the screen. */
export class Workbench {
  /** While it is zoomed, what did it. */
  #zoomed: CDPSession | undefined;

  constructor(readonly page: Page) {
    page.setDefaultTimeout(patienceMs);
  }

  /** Waits until the window is there and its extensions have been started: then it shows the folder's files. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** Presses keys as playwright names them: `Control+A`, `F1`. Gives the moment before, on the monotonic clock. */
  async press(...keys: string[]): Promise<number> {
    const pressedMs = monotonicMs();
    for (const key of keys) await this.page.keyboard.press(key);
    return pressedMs;
  }

  /** Runs a command from the palette by its full title; gives the moment at which it was chosen. */
  async runCommand(title: string): Promise<number> {
    await this.press('F1');
    return this.pick(title, `>${title}`);
  }

  /** Clicks the entry of the open quick pick that is called so; `typed` finds it. Gives the moment of the click. */
  async pick(label: string, typed = label): Promise<number> {
    await this.type(typed);
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const entry = rows.filter({ has: this.page.getByText(label, { exact: true }) }).first();
    await entry.waitFor();
    const clickedMs = monotonicMs();
    await entry.click();
    // Not until the quick pick is gone: the command may open the next one.
    await entry.waitFor({ state: 'hidden' });
    return clickedMs;
  }

  /** Replaces what is in the quick input. */
  async type(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget:visible input').fill(text);
  }

  /** Opens a file of the folder, by its name, in an editor that has the focus. */
  async openFile(name: string): Promise<void> {
    await this.press('Control+P');
    await this.pick(name);
    await this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
    await this.#activeEditor().locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor at a position of the active editor; both counted from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.press('Control+G');
    await this.type(`:${line}:${column}`);
    await this.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Selects `count` characters from a position on. */
  async select(line: number, column: number, count: number): Promise<void> {
    await this.goTo(line, column);
    await this.press(...Array<string>(count).fill('Shift+ArrowRight'));
  }

  /** Selects whole lines, both counted from 1 and included. */
  async selectLines(first: number, last: number): Promise<void> {
    await this.goTo(first);
    await this.press(...Array<string>(last - first).fill('Shift+ArrowDown'), 'Shift+End');
  }

  /** Chooses from the context menu at the editor's cursor; gives the moment of the click. */
  async contextMenu(label: string): Promise<number> {
    await this.press('Shift+F10');
    return this.chooseFromMenu(label);
  }

  /** Clicks an entry of the menu that was just opened; gives the moment of the click. */
  async chooseFromMenu(label: string | RegExp): Promise<number> {
    const item = this.page.locator('.monaco-menu .action-item').filter({ hasText: label }).first();
    await item.hover();
    await setTimeout(MENU_DEAF_MS);
    const clickedMs = monotonicMs();
    await item.click();
    return clickedMs;
  }

  async status(): Promise<StatusItem> {
    const item = this.#statusItem();
    return { text: (await item.innerText()).trim(), label: (await item.getAttribute('aria-label')) ?? '' };
  }

  /** Waits until Aloud's status item shows something. */
  async statusShowing(pattern: RegExp, limitMs?: number): Promise<StatusItem> {
    const shown = async () => {
      const item = await this.status();
      return pattern.test(item.text) ? item : undefined;
    };
    return eventually(`${String(pattern)} in the status bar`, shown, limitMs);
  }

  /** Waits until a screen reader would say something of Aloud's status item. */
  async statusLabelled(pattern: RegExp, limitMs?: number): Promise<StatusItem> {
    const shown = async () => {
      const item = await this.status();
      return pattern.test(item.label) ? item : undefined;
    };
    return eventually(`a status bar item called ${String(pattern)}`, shown, limitMs);
  }

  async hasStatus(): Promise<boolean> {
    return this.#statusItem().isVisible();
  }

  /** What is shown while the pointer rests on the status item. */
  async hoverStatus(): Promise<string> {
    await this.#statusItem().hover();
    return this.page.locator('.workbench-hover:visible').innerText();
  }

  async clickStatus(): Promise<void> {
    await this.#statusItem().click();
  }

  /** Those that pop up. After a while they are only in the notification centre. */
  async notifications(within = '.notifications-toasts'): Promise<Notification[]> {
    const items = await this.page.locator(`${within} .notification-list-item`).all();
    return Promise.all(
      items.map(async (item) => ({
        message: await item.locator('.notification-list-item-message').innerText(),
        buttons: await item.locator('.monaco-button').allInnerTexts(),
      })),
    );
  }

  /** All that have not been dismissed; dismisses them. */
  async takeNotifications(): Promise<Notification[]> {
    await this.runCommand('Notifications: Show Notifications');
    const centre = this.page.locator('.notifications-center');
    await centre.waitFor();
    const taken = await this.notifications('.notifications-center');
    await this.runCommand('Notifications: Clear All Notifications');
    await centre.waitFor({ state: 'hidden' });
    return taken;
  }

  async notification(pattern: RegExp, limitMs?: number): Promise<Notification> {
    const shown = async () => (await this.notifications()).find(({ message }) => pattern.test(message));
    return eventually(`a notification like ${String(pattern)}`, shown, limitMs);
  }

  /** Presses a button of a notification or of a modal dialogue. */
  async clickButton(label: string): Promise<void> {
    const buttons = this.page.locator('.notification-toast .monaco-button, .monaco-dialog-box .monaco-button');
    await buttons.filter({ hasText: label }).first().click();
  }

  /** The text of the modal dialogue; waits for it. */
  async dialogue(): Promise<string> {
    return this.page.locator('.monaco-dialog-box .dialog-message-container').innerText();
  }

  /** Rests the pointer on a text of the active editor that is found only once; gives the moment when it came there. */
  async pointAt(text: string): Promise<number> {
    const words = this.#activeEditor().locator('.view-line').getByText(text).last();
    // The editor draws its lines anew while they are being coloured.
    const box = await eventually(`"${text}" to be seen`, async () => (await words.boundingBox()) ?? undefined);
    // In two steps: a pointer that appears out of nowhere is not one that moved.
    await this.page.mouse.move(box.x + 5, box.y + box.height / 2 + 1);
    const arrivedMs = monotonicMs();
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    return arrivedMs;
  }

  /** Puts the pointer where its wheel scrolls the active editor: in the upper part of it, as notifications cover the lower. */
  async pointAtEditor(): Promise<void> {
    const shown = await this.#activeEditor().boundingBox();
    if (!shown) throw new Error('There is no editor.');
    await this.page.mouse.move(shown.x + shown.width / 2, shown.y + shown.height / 5);
  }

  /** Moves the pointer to where there is nothing to hover over. Gives the moment. */
  async pointAway(): Promise<number> {
    const leftMs = monotonicMs();
    await this.page.mouse.move(5, 5, { steps: 4 });
    return leftMs;
  }

  /** What is shown where the pointer, or the cursor, rests on a text. */
  hover(): Locator {
    return this.page.locator('.overflowingContentWidgets .monaco-hover:visible');
  }

  /** Saves a picture of the window, or of one part of it where it is not zoomed, as `.cache/screenshots/<name>.png`. */
  async screenshot(name: string, part?: Locator): Promise<void> {
    await mkdir(screenshotFolder, { recursive: true });
    const path = join(screenshotFolder, `${name}.png`);
    if (!this.#zoomed) await (part ?? this.page).screenshot({ path });
    else {
      // Playwright would put its own size back first.
      const { data } = await this.#zoomed.send('Page.captureScreenshot');
      await writeFile(path, data, 'base64');
    }
  }

  /**
   * Replaces the user's settings, or those of the server's machine, in the editor, as a person would: VS Code does not
   * notice when the file alone changes.
   */
  async writeSettings(scope: SettingsScope, settings: Readonly<Record<string, unknown>>): Promise<void> {
    if (scope === 'User') await this.runCommand('Preferences: Open User Settings (JSON)');
    else await this.runCommand(`Preferences: Open Remote Settings (JSON) (${new URL(this.page.url()).host})`);
    const tab = this.page.locator('.editor-group-container.active .tab.active[data-resource-name="settings.json"]');
    await tab.waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await this.#replaceText(JSON.stringify(settings));
    await this.press('Control+S');
    const isSaved = async () => !(await tab.getAttribute('class'))?.includes('dirty');
    await eventually('the settings to be saved', isSaved);
    await tab.locator('.codicon-close').click();
    await tab.waitFor({ state: 'detached' });
  }

  /** Until it is there and nothing else: an editor that was just opened may fill itself after the first keys. */
  async #replaceText(text: string): Promise<void> {
    const lines = this.#activeEditor().locator('.monaco-editor .view-lines');
    const shown = async () => (await lines.innerText()).replaceAll(/\s/g, '') === text.replaceAll(/\s/g, '');
    await eventually('the text to be replaced', async () => {
      await this.press('Control+A');
      await this.page.keyboard.insertText(text);
      await this.press('Control+Shift+End', 'Delete'); // brackets and quotes that the editor closed by itself
      await setTimeout(TYPED_MS);
      return shown();
    });
  }

  async useTheme(theme: Theme): Promise<void> {
    const { className, ...wishes } = themes[theme];
    await this.page.emulateMedia(wishes);
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
    await this.page.evaluate(settled);
  }

  /** Everything `scale` times as large, as the browser's zoom makes it; the size counts in pixels of the page. */
  async zoom(scale: number, width: number, height: number): Promise<void> {
    this.#zoomed ??= await this.page.context().newCDPSession(this.page);
    const metrics = { width, height, deviceScaleFactor: scale, mobile: false };
    await this.#zoomed.send('Emulation.setDeviceMetricsOverride', metrics);
  }

  async resize(width: number, height: number): Promise<void> {
    if (this.#zoomed) {
      await this.zoom(1, width, height); // playwright does not know that it has something to change
      this.#zoomed = undefined;
    }
    await this.page.setViewportSize({ width, height });
  }

  #activeEditor(): Locator {
    return this.page.locator('.editor-group-container.active');
  }

  #statusItem(): Locator {
    return this.page.locator('.statusbar-item[id^="aloud.aloud"]');
  }
}
