import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PublicSource } from './catalog.js';
import { cameFromFolder } from './failures.js';
import { defaultLimits, download, type DownloadLimits, type Fetch } from './download.js';
import { unpackNpz } from './npz.js';
import type { ModelSource, Order } from './source.js';

/** The place on the internet where the model's authors publish it. */
export function publicSource(fetch: Fetch = globalThis.fetch, limits: DownloadLimits = defaultLimits): ModelSource {
  return {
    deliver(order) {
      const source = order.part.public;
      if (!source) return Promise.reject(cameFromFolder());
      return source.kind === 'npz' ? archive(order, source) : files(order, source.base);
    },
  };

  async function files(order: Order, base: string): Promise<void> {
    let complete = 0;
    for (const file of order.files) {
      await download({
        url: base + file.path,
        path: join(order.folder, file.path),
        expected: file,
        fetch,
        limits,
        signal: order.signal,
        onBytes: (loaded) => {
          order.onBytes(complete + loaded);
        },
      });
      complete += file.bytes;
    }
  }

  async function archive(order: Order, source: PublicSource & { kind: 'npz' }): Promise<void> {
    const path = join(order.folder, basename(new URL(source.url).pathname));
    await download({
      url: source.url,
      path,
      expected: source,
      fetch,
      limits,
      signal: order.signal,
      onBytes: order.onBytes,
    });
    try {
      await unpackNpz(path, source.shape, order);
    } finally {
      await rm(path, { force: true });
    }
  }
}
