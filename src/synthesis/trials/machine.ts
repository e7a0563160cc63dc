import { readFile, stat } from 'node:fs/promises';
import { arch, availableParallelism, cpus, platform, release } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { env, listSupportedBackends } from 'onnxruntime-node';
import type { Offer } from './plan.js';

/** What this ONNX Runtime offers on this platform; whether it works here is another question. */
export function offer(): Offer {
  // TensorRT builds engines for minutes, and CUDA does the same work.
  const providers = listSupportedBackends().map(({ name }) => name);
  return { providers: providers.filter((name) => name !== 'tensorrt'), processors: availableParallelism() };
}

const watchMs = 300;
/** Of all processors together; an editor at rest takes a few hundredths. */
const busyShare = 0.25;

/** Whether others are computing just now. */
export async function isMachineBusy(): Promise<boolean> {
  const before = processorTimes();
  await sleep(watchMs);
  const after = processorTimes();
  return after.busy - before.busy > busyShare * (after.all - before.all);
}

function processorTimes(): { busy: number; all: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = times.reduce((sum, each) => sum + each.busy, 0);
  return { busy, all: times.reduce((sum, each) => sum + each.idle, busy) };
}

/** Changes with whatever may change how fast or how right a provider is: processor, system, drivers, ONNX Runtime. */
export async function machineKey(): Promise<string> {
  const { processors } = offer();
  const parts = [platform(), arch(), release(), cpus()[0]?.model, processors, env.versions.node, await drivers()];
  return parts.join(' | ');
}

/** Most drivers come with the system; these do not. */
async function drivers(): Promise<string> {
  if (platform() === 'win32') {
    // Every driver that is installed adds a folder here.
    const store = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\DriverStore\\FileRepository`;
    return String((await stat(store).catch(() => undefined))?.mtimeMs ?? '');
  }
  const nvidia = await readFile('/proc/driver/nvidia/version', 'utf8').catch(() => '');
  return nvidia.split('\n')[0] ?? '';
}
