import type { CancellationToken, Progress } from 'vscode';
import { l10n, ProgressLocation, window } from 'vscode';
import { passage as passageOfBenchmarks } from '../../metrics/passages.js';
import { AloudError } from '../../protocol/errors.js';
import type { ReadingSummary } from '../../protocol/reading.js';
import type { Reader } from '../reader.js';
import type { Passage } from '../sources.js';

/** So much of each passage is made: enough to see whether the sound keeps ahead. */
const MOST_SECONDS = 8;

const [first, second, third, fourth] = passageOfBenchmarks.split(/(?<=[.]) /) as [string, string, string, string];

/** Two of each length that there are targets for, but for the long one. */
const texts: readonly string[] = [fourth, third, first, `${first} ${second}`, passageOfBenchmarks];

/**
 * Reads fixed passages with the settings of the user, to no device and past the cache, and measures each.
 * @returns What was measured; undefined when it was cancelled or another reading came in between.
 * @throws AloudError
 */
export async function runBenchmark(reader: Reader): Promise<readonly ReadingSummary[] | undefined> {
  if (reader.reading)
    throw new AloudError('bad-value', l10n.t('Something is being read: stop it, then run the benchmark.'));
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Benchmark'), cancellable: true },
    (progress, token) => measure(reader, progress, token),
  );
}

async function measure(
  reader: Reader,
  progress: Progress<{ message: string; increment: number }>,
  token: CancellationToken,
): Promise<readonly ReadingSummary[] | undefined> {
  const cancellation = token.onCancellationRequested(() => void reader.stop());
  try {
    await reader.warm();
    const measured: ReadingSummary[] = [];
    for (const [index, text] of texts.entries()) {
      if (token.isCancellationRequested) return undefined;
      const message = l10n.t('passage {0} of {1}', index + 1, texts.length);
      progress.report({ message, increment: index === 0 ? 0 : 100 / texts.length });
      const report = await reader.read(passageOf(text), { output: 'none', maxSeconds: MOST_SECONDS });
      if (!report || report.ended === 'stopped' || report.ended === 'replaced') return undefined;
      measured.push(report);
    }
    return measured;
  } finally {
    cancellation.dispose();
  }
}

function passageOf(text: string): Passage {
  return { source: 'benchmark', pieces: [{ text, start: 0 }], parts: [], languageId: undefined };
}
