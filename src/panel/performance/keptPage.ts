import * as z from 'zod/mini';
import { keepState, keptState } from '../host.js';
import { overviewSchema } from './messageSchemas.js';
import type { Page } from './page.js';
import { emptyPage } from './page.js';

/** What outlives the page while it is hidden or the window closed. */
const schema = z.object({
  filter: z.object({
    band: z.enum(['short', 'medium', 'long', 'any']),
    cache: z.enum(['none', 'memory', 'disk', 'speculated', 'any']),
  }),
  overview: overviewSchema,
  scrollTop: z.number(),
});

/** The page as it was left; an empty one where nothing was kept, or by a version of Aloud that kept something else. */
export function keptPage(): { readonly page: Page; readonly scrollTop: number } {
  const { success, data } = schema.safeParse(keptState());
  if (!success) return { page: emptyPage, scrollTop: 0 };
  const { overview, filter, scrollTop } = data;
  return { page: { ...emptyPage, overview, filter }, scrollTop };
}

export function keepPage({ filter, overview }: Page, scrollTop: number): void {
  keepState({ filter, overview, scrollTop });
}
