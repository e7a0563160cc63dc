import type { EngineClient } from '../../client/engineClient.js';
import type { ReadingRequestInput } from '../../client/reading.js';
import { monotonicMs } from '../../metrics/clock.js';
import { AloudError } from '../../protocol/errors.js';
import { read, requestFor, withEngine } from './engine.js';
import type { EngineFiles } from './options.js';
import { repeated, shortText, warmUpText } from '../../metrics/passages.js';
import type { Figures, Row } from './row.js';

/** Enough to be sure of the first sound of a long text, without waiting for all of it. */
const beginningSeconds = 10;

/** So long nobody has to wait: no sentence is split for it. */
const patientMs = 10_000;

/** The rows of Aloud itself. */
export function aloudRows(text: string, files: EngineFiles): Row[] {
  const row = (id: string, title: string, changes: Partial<ReadingRequestInput> = {}): Row => {
    const request = requestFor(text, changes);
    return { id, title, measure: () => measureAloud(files, request) };
  };
  const long = [{ text: repeated(text, 20_000), start: 0 }];
  return [
    row('aloud', 'Aloud'),
    row('aloud-whole', 'Aloud, first sentence in one piece', { ttfaBudgetMs: patientMs }),
    row('aloud-80', 'Aloud, 80 ms wanted', { ttfaBudgetMs: 80 }),
    { id: 'piper', title: 'Aloud, Piper voice', measure: () => measureAloud(files, requestFor(text), 'piper-joe') },
    row('aloud-short', 'Aloud, two words', { pieces: [{ text: shortText, start: 0 }] }),
    row('aloud-20000', 'Aloud, beginning of 20,000 characters', { pieces: long, maxSeconds: beginningSeconds }),
  ];
}

function measureAloud(files: EngineFiles, request: ReadingRequestInput, model?: string): Promise<Figures> {
  const measure = async (engine: EngineClient): Promise<Figures> => {
    const { startMs, ttfaMs: coldTtfaMs } = await read(engine, requestFor(warmUpText));
    const askedAt = monotonicMs();
    const { ttfaMs, audioMs, underruns, segments } = await read(engine, request);
    const busyMs = monotonicMs() - askedAt;
    const { peakMemoryBytes } = await engine.ping();
    if (ttfaMs === null || coldTtfaMs === null || startMs === null)
      throw new AloudError('nothing-to-read', 'Nothing in the text was audible.');
    return {
      ttfaMs,
      rtf: busyMs / audioMs,
      underruns,
      startMs,
      coldTtfaMs,
      peakMegabytes: peakMemoryBytes / 1e6,
      firstSegmentCharacters: segments[0]?.characters ?? 0,
    };
  };
  return withEngine(files, measure, model);
}
