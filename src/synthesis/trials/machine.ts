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
/** However many there are: whoever has so much of one is in the way of work that uses them all. */
const busyCores = 0.75;

/** Whether anybody is computing just now. */
export async function isMachineBusy(): Promise<boolean> {
  const before = processorTimes();
  await sleep(watchMs);
  const after = processorTimes();
  return isMuch(after.busy - before.busy, after.all - before.all);
}

/** Watches from now on. @returns what tells whether processes other than this one have computed since */
export function watchOthers(): () => boolean {
  const before = processorTimes();
  return () => {
    const after = processorTimes();
    return isMuch(after.busy - before.busy - (after.own - before.own), after.all - before.all);
  };
}

function isMuch(busyMs: number, allMs: number): boolean {
  return busyMs > Math.min(busyShare, busyCores / cpus().length) * allMs;
}

/** Resolves when others do not compute, or it is no use to wait for that any longer. */
export async function untilIdle(limitMs: number, signal: AbortSignal, isBusy = isMachineBusy): Promise<void> {
  const endsAt = performance.now() + limitMs;
  while (!signal.aborted && (await isBusy()) && performance.now() < endsAt);
}

/** In milliseconds since whenever, of all processors together. */
function processorTimes(): { busy: number; all: number; own: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = times.reduce((sum, each) => sum + each.busy, 0);
  const { user, system } = process.cpuUsage();
  return { busy, all: times.reduce((sum, each) => sum + each.idle, busy), own: (user + system) / 1000 };
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
