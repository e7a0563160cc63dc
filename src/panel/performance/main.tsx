import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { onMessage, send } from '../host.js';
import { announcement } from './announcement.js';
import { Announcer } from './announcer.js';
import { App } from './app.js';
import { useLanguage } from './format.js';
import type { HistoryFilter } from './history.js';
import { keepPage, keptPage } from './keptPage.js';
import { toPageSchema } from './messageSchemas.js';
import type { FromPage, PageCommand } from './messages.js';
import type { Page } from './page.js';
import { updatePage } from './page.js';

/** How often the playhead is drawn anew while it moves: no more often than the extension sends anything. */
const FRAME_MS = 100;
/** For those who want no motion. */
const CALM_FRAME_MS = 1000;

const root = document.getElementById('root')!;
const announcer = new Announcer(document.getElementById('announcements')!);
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const kept = keptPage();

let { page } = kept;
let frame: number | undefined;

function tell(message: FromPage): void {
  send(message);
}

const run = (command: PageCommand) => {
  tell({ kind: 'command', command });
};

const filterBy = (filter: HistoryFilter) => {
  show({ ...page, filter });
};

function show(next: Page): void {
  const isWorthKeeping = next.overview !== page.overview || next.filter !== page.filter;
  page = next;
  draw();
  if (isWorthKeeping) keep();
}

function draw(): void {
  render(<App page={page} nowMs={performance.now()} run={run} onFilter={filterBy} />, root);
  window.clearTimeout(frame);
  if (page.live && page.live.playhead.rate > 0)
    frame = window.setTimeout(draw, calm.matches ? CALM_FRAME_MS : FRAME_MS);
}

function keep(): void {
  keepPage(page, document.documentElement.scrollTop);
}

onMessage((data) => {
  const { success, data: message } = toPageSchema.safeParse(data);
  if (!success) return;
  if (message.kind === 'start') {
    l10n.config({ contents: message.strings });
    draw();
    document.documentElement.scrollTop = kept.scrollTop;
    return;
  }
  const before = page;
  show(updatePage(page, message, performance.now()));
  const text = announcement(before, page);
  if (text !== undefined) announcer.say(text);
});

useLanguage(document.documentElement.lang);
document.addEventListener('scrollend', keep);
tell({ kind: 'ready' });
