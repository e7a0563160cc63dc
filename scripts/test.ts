// Runs the tests, all of them or those of the named kinds: npm test [-- unit driven]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedModels } from '../test/harness/home.js';
import { kinds, type Kind } from '../test/harness/kinds.js';
import { messageOf } from '../src/protocol/errors.js';
import { fetchModels } from './support/cli.js';
import { main, onStopSignal } from './support/main.js';
import { provideTools, toolsOfTests } from './support/systemTools.js';
import { installVsCode } from './vscode/install.js';

main(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !kinds.some((kind) => kind.name === name));
  if (unknown !== undefined) {
    throw new Error(`There are no tests called "${unknown}"; choose from ${kinds.map(({ name }) => name).join(', ')}.`);
  }
  const wanted = kinds.filter(({ name }) => names.length === 0 || names.includes(name));
  const chosen = wanted.filter(({ linuxOnly }) => !linuxOnly || process.platform === 'linux');
  for (const { name } of wanted.filter((kind) => !chosen.includes(kind))) {
    console.log(`Not run here: "${name}" needs Linux and its PulseAudio.`);
  }
  if (chosen.some(({ needsWindow }) => needsWindow)) {
    await provideTools(toolsOfTests);
    await installVsCode();
  }
  if (chosen.some(({ needsModel }) => needsModel)) await fetchModels('kokoro', 'piper-joe');

  const stop = new AbortController();
  onStopSignal(() => {
    stop.abort();
  });
  const temporary = await mkdtemp(join(tmpdir(), 'aloud-tests-'));
  try {
    // One folder for everything that tests leave behind, even when they are killed.
    Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, ALOUD_TEST_MODELS: installedModels });
    await runKinds(chosen, stop.signal);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function runKinds(chosen: readonly Kind[], signal: AbortSignal): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const kind of chosen) {
    if (signal.aborted) break;
    console.log(`\n${kind.name}: ${kind.proves}`);
    try {
      const tally = await kind.run(signal);
      passed += tally.passed;
      failed += tally.failed;
    } catch (error) {
      console.error(`  ✖ ${messageOf(error)}`);
      failed++;
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0 || signal.aborted) process.exitCode = 1;
}
