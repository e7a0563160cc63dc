import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AloudError } from '../../../src/protocol/errors.js';
import type { ModelParams } from '../../../src/synthesis/inferenceProtocol.js';
import { described } from '../../../src/synthesis/trials/choose.js';
import { untilIdle, watchOthers } from '../../../src/synthesis/trials/machine.js';
import { runTrial } from '../../../src/synthesis/trials/runTrial.js';
import { Trials } from '../../../src/synthesis/trials/trials.js';
import { temporaryFolder } from '../models/support/sample.js';

const program = join(__dirname, 'support', 'fakeTrial.main.js');
const never = new AbortController().signal;

describe('trials of providers', function () {
  this.timeout(60_000);
  let folder: string;
  let params: ModelParams;
  const settings = { provider: 'auto', threads: 'auto' } as const;
  const open = (providers: readonly string[], wanted: { provider: string; threads: number | 'auto' } = settings) =>
    Trials.open({ params, settings: wanted }, { providers: ['cpu', ...providers], processors: 4 });
  const runAll = async (trials: Trials, limitMs = 30_000) => {
    const said = [];
    while (trials.next) said.push(await trials.run('voice', { program, signal: never, limitMs }));
    return said;
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    params = { family: 'kokoro', graph: '', sha256: 'abc', folder, voices: [], assetsFolder: resolve('models') };
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('start from the processor, until something is known', async () => {
    const { choice } = await open([]);
    deepEqual(choice.execution, { provider: 'cpu', threads: 4, form: 'bytes' });
    match(choice.reason, /until others have been tried/);
  });

  it('take as many threads as make it faster, and no more', async () => {
    const trials = await open([]);
    equal((await runAll(trials)).length, 3);
    deepEqual(trials.choice.execution, { provider: 'cpu', threads: 2, form: 'bytes' });
    match(
      trials.choice.reason,
      /^cpu with 2 threads: first sound after 100 ms, 6\.0 s of speech in 452 ms\. Others: cpu with 1 thread: .*901 ms; cpu with 4 threads: .*454 ms\.$/,
    );
  });

  const faults: Record<string, RegExp> = {
    crashing: /its process ended with SIGSEGV/,
    leaving: /its process ended with 3/,
    hanging: /did not finish within 1 s/,
    wrong: /sounds wrong \(9\.0 dB/,
    silent: /gave no measurement/,
    babbling: /gave no measurement/,
    absent: /^absent: Failed to get an adapter$/,
  };
  for (const [provider, why] of Object.entries(faults)) {
    it(`do not take a provider that is ${provider}, and say why`, async () => {
      const limitMs = provider === 'hanging' ? 1_000 : 30_000;
      const execution = { provider, threads: 2, form: 'floats' } as const;
      const { outcome } = await runTrial(params, execution, 'voice', { program, signal: never, limitMs });
      equal(outcome.ok, false);
      match(described(outcome), why);
    });
  }

  it('take the fastest of those that are right', async () => {
    const trials = await open(['wrong', 'fast', 'slow']);
    await runAll(trials);
    deepEqual(trials.choice.execution, { provider: 'fast', threads: 2, form: 'floats' });
    ok(trials.isOutdone({ provider: 'cpu', threads: 2, form: 'bytes' }));
  });

  it('are remembered for this machine and this model', async () => {
    await runAll(await open(['fast']));
    equal((await open(['fast'])).next, undefined);
    equal((await open(['fast'])).choice.execution.provider, 'fast');
    params = { ...params, sha256: 'another model' };
    equal((await open(['fast'])).choice.execution.provider, 'cpu');
  });

  it('are done again when the machine was busy, but for what does not work at all', async () => {
    params = { ...params, graph: 'busy' };
    const trials = await open(['absent', 'fast']);
    const said = await runAll(trials);
    match(said[0]!, /, beside other programs$/);
    equal(trials.choice.execution.provider, 'fast', 'good enough for now');
    equal(trials.areDone, false);
    const later = await open(['absent', 'fast']);
    equal(later.next?.provider, 'cpu');
    match(later.choice.reason, /until others have been tried/);
    const stored = await readFile(join(folder, 'trials.json'), 'utf8');
    deepEqual(stored.match(/"provider": "\w+"/g), ['"provider": "absent"']);
  });

  it('are done again by the same engine, and what it found on a quiet machine holds', async () => {
    const busy = { ...params, graph: 'busy' };
    const trials = await Trials.open({ params: busy, settings }, { providers: ['cpu'], processors: 4 });
    await runAll(trials);
    equal(trials.choice.execution.threads, 1, 'more are in the way of the other programs');
    trials.doubt();
    equal(trials.choice.execution.threads, 1, 'until something better is known');
    busy.graph = '';
    await runAll(trials);
    equal(trials.choice.execution.threads, 2);
    equal(trials.areDone, true);
    equal((await open([])).choice.execution.threads, 2);
  });

  it('wait for a quiet machine, but not for ever, and not when somebody reads', async () => {
    let asked = 0;
    await untilIdle(60_000, never, () => Promise.resolve(++asked < 3));
    equal(asked, 3);
    await untilIdle(20, never, () => sleep(5, true));
    const reading = new AbortController();
    await untilIdle(60_000, reading.signal, () => {
      reading.abort();
      return Promise.resolve(true);
    });
  });

  it('notice what others compute', async () => {
    const wereOthersBusy = watchOthers();
    const others = cpus().map(() => spawn(process.execPath, ['-e', 'for (;;);']));
    await sleep(1_000);
    for (const other of others) other.kill();
    equal(wereOthersBusy(), true);
  });

  it('are done again where their memory is damaged', async () => {
    await runAll(await open([]));
    const path = join(folder, 'trials.json');
    const stored = await readFile(path, 'utf8');
    await writeFile(path, stored.replace('"threads": 1', '"threads": -1'));
    deepEqual((await open([])).next, { provider: 'cpu', threads: 1, form: 'bytes' });
  });

  it('keep to what the user set', async () => {
    const fixed = await open(['fast'], { provider: 'cpu', threads: 3 });
    await runAll(fixed);
    deepEqual(fixed.choice.execution, { provider: 'cpu', threads: 3, form: 'bytes' });
    const broken = await open(['crashing', 'fast'], { provider: 'crashing', threads: 'auto' });
    await runAll(broken);
    equal(broken.choice.execution.provider, 'cpu', 'what does not work here is not used even so');
    match(broken.choice.reason, /^The provider crashing does not work on this machine\. .*crashing: its process ended/);
    match(broken.choice.notice ?? '', /so the processor runs the model\. .* "auto" or one of: cpu, crashing, fast\.$/);
  });

  it('tell the user where this machine has no such provider, and are silent where it has', async () => {
    const { choice } = await open(['fast'], { provider: 'cuda', threads: 'auto' });
    equal(choice.execution.provider, 'cpu');
    match(choice.notice ?? '', /^This machine does not offer the provider cuda, so the processor runs the model\./);
    for (const provider of ['auto', 'cpu', 'fast']) {
      equal((await open(['fast'], { provider, threads: 'auto' })).choice.notice, undefined);
    }
  });

  it('reject what fails later on', async () => {
    const trials = await open(['fast']);
    await runAll(trials);
    await trials.reject(trials.choice.execution, 'the device is gone');
    equal(trials.choice.execution.provider, 'cpu');
    match(trials.choice.reason, /fast: the device is gone/);
    equal((await open(['fast'])).next, undefined);
  });

  it('give way at once, and leave no memory of it', async () => {
    const trials = await open(['hanging'], { provider: 'auto', threads: 1 });
    await trials.run('voice', { program, signal: never });
    const reading = new AbortController();
    const trying = trials.run('voice', { program, signal: reading.signal });
    reading.abort();
    await rejects(trying, (error) => error instanceof AloudError && error.code === 'cancelled');
    equal(trials.next?.provider, 'hanging');
  });
});
