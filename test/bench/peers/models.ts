import { onnx } from 'onnx-proto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import vocabulary from '../../../src/synthesis/kokoro/vocabulary.json' with { type: 'json' };

/* The downloaded model in the forms that the peers want: the same weights and the same graph under other names. */

export const kokoroJsFiles = { model: join('onnx', 'model.onnx'), config: 'config.json' } as const;
export const sherpaFiles = { model: 'model.onnx', voices: 'voices.bin', tokens: 'tokens.txt' } as const;

/** kokoro-js calls input and output differently. */
export async function prepareKokoroJs(graph: string, folder: string): Promise<void> {
  await once(join(folder, kokoroJsFiles.config), () => JSON.stringify({ model_type: 'style_text_to_speech_2' }));
  await once(join(folder, kokoroJsFiles.model), async () =>
    renamed(await readFile(graph), { tokens: 'input_ids', audio: 'waveform' }),
  );
}

/** sherpa-onnx-node wants to be told about the model in its metadata, and the voices in one file. */
export async function prepareSherpa(graph: string, voicePath: string, voice: string, folder: string): Promise<void> {
  const tokens = Object.entries({ $: 0, ...vocabulary }).map(([symbol, id]) => `${symbol} ${id}\n`);
  await once(join(folder, sherpaFiles.tokens), () => tokens.join(''));
  await once(join(folder, sherpaFiles.voices), () => readFile(voicePath));
  await once(join(folder, sherpaFiles.model), async () => described(await readFile(graph), voice));
}

/** Makes a file that is not there yet; one that is there is whole. */
async function once(path: string, make: () => string | Uint8Array | Promise<Uint8Array>): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, await make());
  await rename(partial, path);
}

function renamed(bytes: Uint8Array, names: Readonly<Record<string, string>>): Uint8Array {
  const model = onnx.ModelProto.decode(bytes);
  const { graph } = model;
  if (!graph) throw new Error('The model has no graph.');
  const rename = (name: string) => names[name] ?? name;
  for (const value of [...(graph.input ?? []), ...(graph.output ?? [])]) value.name = rename(value.name ?? '');
  for (const node of graph.node ?? []) {
    node.input = node.input?.map(rename) ?? [];
    node.output = node.output?.map(rename) ?? [];
  }
  return onnx.ModelProto.encode(model).finish();
}

function described(bytes: Uint8Array, voice: string): Uint8Array {
  const model = onnx.ModelProto.decode(bytes);
  const metadata = {
    model_type: 'kokoro',
    language: 'English',
    has_espeak: '1',
    sample_rate: '24000',
    version: '2',
    voice: 'en-us',
    style_dim: '510,1,256',
    n_speakers: '1',
    id2speaker: `0->${voice}`,
    speaker2id: `${voice}->0`,
    speaker_names: voice,
  };
  model.metadataProps = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return onnx.ModelProto.encode(model).finish();
}
