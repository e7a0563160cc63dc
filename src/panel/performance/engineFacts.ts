import * as l10n from '@vscode/l10n';
import { formatBytes, formatCount, formatMs, formatShare } from './format.js';
import type { Overview } from './messages.js';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** More, in small print. */
  readonly detail?: string;
}

/** What is known of the engine, for people. */
export function engineFacts({ state, status }: Overview['engine']): Fact[] {
  if (!status) return [{ name: l10n.t('State'), value: processState(state) }];
  const { cache, speculation, queue, machine } = status;
  const { memory, disk, speculated } = cache.hits;
  return [
    {
      name: l10n.t('State'),
      value: engineState(status.state),
      detail: l10n.t('for {0}', duration(status.uptimeSeconds)),
    },
    {
      name: l10n.t('Model'),
      value: status.model,
      detail: l10n.t('{0}; warm after {1}', status.form, formatMs(status.warmMs)),
    },
    {
      name: l10n.t('Provider'),
      // A server does not tell how many it has.
      value:
        status.threads === 0
          ? status.provider
          : status.threads === 1
            ? l10n.t('{0}, 1 thread', status.provider)
            : l10n.t('{0}, {1} threads', status.provider, formatCount(status.threads)),
      detail: status.providerReason,
    },
    {
      name: l10n.t('Memory'),
      value: formatBytes(status.memoryBytes),
      detail: l10n.t(
        '{0} at most, of {1} in this machine',
        ...[status.peakMemoryBytes, machine.memoryBytes].map(formatBytes),
      ),
    },
    {
      name: l10n.t('Processor'),
      value: l10n.t('{0}, {1} cores', machine.processor, formatCount(machine.cores)),
      detail: l10n.t('{0} of it used by the engine', formatShare(status.busyCores / machine.cores)),
    },
    {
      name: l10n.t('Phrase cache'),
      value: l10n.t('{0} hits, {1} misses', formatCount(memory + disk + speculated), formatCount(cache.misses)),
      detail: l10n.t(
        '{0} from memory, {1} from disk, {2} made ahead; {3} in memory and {4} on disk, of {5}',
        ...[memory, disk, speculated].map(formatCount),
        ...[cache.memoryBytes, cache.diskBytes, cache.limitBytes].map(formatBytes),
      ),
    },
    {
      name: l10n.t('Speculation'),
      value: l10n.t('{0} of {1} used', formatCount(speculation.used), formatCount(speculation.made)),
      detail: l10n.t('{0} made in vain', formatCount(speculation.wasted)),
    },
    {
      name: l10n.t('Queue'),
      value: formatCount(queue.length),
      detail: l10n.t('requests waiting, of at most {0}', formatCount(queue.limit)),
    },
  ];
}

function processState(state: Overview['engine']['state']): string {
  const names = {
    stopped: l10n.t('Not running; it starts with the next reading'),
    starting: l10n.t('Starting'),
    ready: l10n.t('Ready'),
    failed: l10n.t('Failed'),
  };
  return names[state];
}

function engineState(state: NonNullable<Overview['engine']['status']>['state']): string {
  const names = {
    idle: l10n.t('Ready'),
    reading: l10n.t('Reading'),
    preparing: l10n.t('Ready, and making its model faster'),
    resting: l10n.t('Resting; the model is loaded again when needed'),
  };
  return names[state];
}

function duration(seconds: number): string {
  if (seconds < 60) return l10n.t('{0} s', formatCount(Math.floor(seconds)));
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? l10n.t('{0} min', formatCount(minutes))
    : l10n.t('{0} h {1} min', formatCount(Math.floor(minutes / 60)), formatCount(minutes % 60));
}
