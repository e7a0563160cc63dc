import type { Cleanup } from './cleanup.js';
import { startNullSink } from './nullSink.js';
import { Recorder } from './recorder.js';

/**
 * A sound device of its own, on which everything plays that this process starts until `cleanup` runs.
 * @returns what records it
 */
export async function recordedSink(cleanup: Cleanup): Promise<Recorder> {
  const inherited = { ...process.env };
  const sink = await startNullSink();
  cleanup.add(sink.stop);
  cleanup.add(() => {
    process.env = inherited;
  });
  Object.assign(process.env, sink.env);
  const recorder = await Recorder.start(sink);
  cleanup.add(() => recorder.stop());
  return recorder;
}
