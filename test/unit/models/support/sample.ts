import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog, ModelFile } from '../../../../src/models/catalog.js';
import { npy, savez, type Layout } from './savez.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'aloud-test-'));

export const voiceLayout: Layout = { descr: '<f4', fortran: false, shape: [4, 1, 256] };
const voiceBytes = 4 * 4 * 256;

export interface SampleModel {
  readonly catalog: Catalog;
  /** What a server has to serve: paths to contents. */
  readonly published: ReadonlyMap<string, Buffer>;
  /** What belongs into the model's folder. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** A model of the real one's kind, but small: a graph and an archive of two voices, published at `base`. */
export function sampleModel(base: string, graphBytes = 300_000): SampleModel {
  const graph = randomBytes(graphBytes);
  const voices = { anna: randomBytes(voiceBytes), bert: randomBytes(voiceBytes) };
  const archive = savez(
    new Map([
      ['anna.npy', npy(voices.anna, voiceLayout)],
      ['bert.npy', npy(voices.bert, voiceLayout)],
    ]),
  );
  const contents = new Map([
    ['graph.onnx', graph],
    ['voices/anna.bin', voices.anna],
    ['voices/bert.bin', voices.bert],
  ]);
  const files = [...contents].map(([path, bytes]): ModelFile => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  const nowhere = { kind: 'npm', package: 'none@0.0.0', tried: false } as const;
  return {
    contents,
    published: new Map([
      ['graph.onnx', graph],
      ['voices.bin', archive],
    ]),
    catalog: {
      version: 1,
      models: [
        {
          id: 'sample',
          family: 'kokoro',
          name: 'Sample',
          note: '',
          precision: 'int8',
          sampleRate: 24_000,
          homepage: 'https://example.com',
          licence: 'CC0-1.0',
          terms: '',
          graph: 'graph.onnx',
          parts: [
            {
              name: 'graph',
              files: files.slice(0, 1),
              public: { kind: 'files', base, tried: true },
              package: nowhere,
            },
            {
              name: 'voices',
              files: files.slice(1),
              public: {
                kind: 'npz',
                url: `${base}voices.bin`,
                bytes: archive.length,
                sha256: sha256(archive),
                shape: [...voiceLayout.shape],
                tried: true,
              },
              package: nowhere,
            },
          ],
          voices: [
            { id: 'anna', name: 'Anna', language: 'en-US', gender: 'female', file: 'voices/anna.bin' },
            { id: 'bert', name: 'Bert', language: 'en-GB', gender: 'male', file: 'voices/bert.bin' },
          ],
        },
      ],
    },
  };
}
