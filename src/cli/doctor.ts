import type { Command } from 'commander';
import { machine } from '../metrics/machine.js';
import { modelsFolder } from '../models/location.js';
import { ModelStore } from '../models/store.js';
import { hasSoundDevice } from '../playback/soundDevice.js';
import { messageOf } from '../protocol/errors.js';
import { GetStatus } from '../protocol/performance.js';
import { assetsFolder, engineClient } from './engine.js';

/** One thing that was looked at. */
interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

/** Adds `doctor`: looks at everything a reading needs and says what to do about what is missing. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check what reading aloud needs on this machine')
    .option('--json', 'print the findings as one line of JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const store = await ModelStore.load(assetsFolder, modelsFolder());
      const findings = [platform(), await sound(), await modelFinding(store), ...(await engine())];
      if (json) console.log(JSON.stringify(findings));
      else for (const { what, ok, says } of findings) console.log(`${ok ? 'ok ' : 'NOT OK'} ${what}: ${says}`);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function platform(): Finding {
  const { processor, cores } = machine();
  const says = `${process.platform} ${process.arch}, ${cores} × ${processor}, Node.js ${process.version}`;
  return { what: 'machine', ok: true, says };
}

async function sound(): Promise<Finding> {
  const ok = await hasSoundDevice(process.env);
  const says = ok
    ? 'a device to play on was found'
    : 'no device was found: connect one, or write WAV files with "say --out FILE.wav"';
  return { what: 'sound', ok, says };
}

/** Any model will do. What is left of others is told too. */
export async function modelFinding(store: ModelStore): Promise<Finding> {
  const statuses = await Promise.all(store.catalog.models.map(({ id }) => store.verify(id)));
  const installed = statuses.filter(({ state }) => state === 'installed').map(({ id }) => id);
  const broken = statuses.filter(({ state }) => state === 'damaged' || state === 'partial');
  const says = [
    ...(installed.length > 0 ? [`${installed.join(', ')} installed, every byte verified`] : []),
    ...broken.map(
      ({ id, state }) => `${id} is ${state === 'partial' ? 'incomplete' : state}: run "models fetch ${id}"`,
    ),
  ];
  return {
    what: 'model',
    ok: installed.length > 0,
    says: says.length > 0 ? says.join('; ') : 'none is installed: run "models fetch"',
  };
}

/** Whatever was not tried yet is tried now. */
async function engine(): Promise<Finding[]> {
  const client = engineClient();
  try {
    const { model, provider, warmMs } = await client.start();
    const { memoryBytes } = await client.ping();
    const says = `${model} on ${provider}, warm after ${Math.round(warmMs)} ms, ${Math.round(memoryBytes / 1e6)} MB`;
    await client.prepare();
    const { form, providerReason } = await client.ask(GetStatus);
    return [
      { what: 'engine', ok: true, says },
      { what: 'model form', ok: true, says: form },
      { what: 'provider', ok: true, says: providerReason },
    ];
  } catch (error) {
    return [{ what: 'engine', ok: false, says: messageOf(error) }];
  } finally {
    await client.dispose();
  }
}
