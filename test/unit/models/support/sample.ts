import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Catalog, ModelFile } from '../../../../src/models/catalog.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'aloud-test-'));

export interface Layout {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

export const voiceLayout: Layout = { descr: '<f4', fortran: false, shape: [4, 1, 256] };
const voiceBytes = 4 * 4 * 256;

/** An array as NumPy saves it. */
export function npy(data: Uint8Array, { descr, fortran, shape }: Layout = voiceLayout): Buffer {
  const axes = shape.map((axis) => `${axis},`).join(' ');
  const order = fortran ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${axes}), }`.padEnd(117) + '\n';
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, Buffer.from(header, 'latin1'), data]);
}

/** A zip whose members are stored as they are, as `np.savez` makes it. */
export async function zip(members: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(members)) file.addBuffer(content, name, { compress: false });
  file.end();
  return buffer(file.outputStream);
}

export interface SampleModel {
  readonly catalog: Catalog;
  /** What a server has to serve: paths to contents. */
  readonly published: ReadonlyMap<string, Buffer>;
  /** What belongs into the model's folder. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** A model of the real one's kind, but small: a graph and an archive of two voices, published at `base`. */
export async function sampleModel(base: string, graphBytes = 300_000): Promise<SampleModel> {
  const graph = randomBytes(graphBytes);
  const voices = { anna: randomBytes(voiceBytes), bert: randomBytes(voiceBytes) };
  const archive = await zip({ 'anna.npy': npy(voices.anna), 'bert.npy': npy(voices.bert) });
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
