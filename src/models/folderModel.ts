import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { inspect, type Inspection } from '../onnx/inspect.js';
import { elementType } from '../onnx/tensor.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import { type PiperDescription, readDescription } from '../synthesis/piper/description.js';
import { type Catalog, filesOf, findModel, type Model, type ModelFile, type Voice } from './catalog.js';
import { megabytes } from './failures.js';
import { filesIn } from './folderSource.js';
import { sha256OfFile } from './hash.js';

/* Models that are not in the catalogue, known by what they are: Piper voices by the description beside their graph,
   Kokoro graphs by their inputs. Anyone may have made them, so nothing of them is believed or run here. */

/** Larger than any model of these families. */
const mostBytes = 500_000_000;

type Found = Awaited<ReturnType<typeof filesIn>>[number];

/** What we derived from a model lies below such a folder. */
const derived = /[\\/]derived[\\/]/;

/**
 * The models that a folder holds: those of the catalogue, and others of the same families.
 * @throws AloudError `model-damaged` saying why, when there is nothing but graphs that cannot be taken; `bad-value` when
 * there is no such folder
 */
export async function modelsIn(folder: string, catalog: Catalog): Promise<Model[]> {
  const files = await filesIn(folder);
  const models = new Map<string, Model>();
  const refusals: AloudError[] = [];
  for (const file of files.filter(({ path }) => path.endsWith('.onnx') && !derived.test(path))) {
    try {
      const model = await recognise(file, files, catalog);
      models.set(model.id, model);
    } catch (error) {
      if (!(error instanceof AloudError)) throw error;
      refusals.push(error);
    }
  }
  const [refusal] = refusals;
  if (refusal && models.size === 0) throw refusal;
  return [...models.values()];
}

async function recognise(file: Found, files: readonly Found[], catalog: Catalog): Promise<Model> {
  if (file.bytes > mostBytes)
    throw refused(file, `it has ${megabytes(file.bytes)}, and at most ${megabytes(mostBytes)} are taken`);
  const graph = await fileOf(file);
  const known = catalog.models.find((model) => filesOf(model).some(({ sha256 }) => sha256 === graph.sha256));
  const description = files.find(({ path }) => path === `${file.path}.json`);
  return known ?? (description ? piperVoice(file, graph, description) : kokoroGraph(file, graph, catalog));
}

async function piperVoice(file: Found, graph: ModelFile, descriptionFile: Found): Promise<Model> {
  const description = await readDescription(descriptionFile.path);
  const inspection = await inspected(file);
  if (!['input', 'input_lengths', 'scales'].every((name) => inspection.inputs.includes(name)))
    throw refused(file, 'its graph is not that of a Piper voice');
  const stem = basename(file.path, '.onnx');
  return {
    id: `piper-${identifier(stem)}`,
    family: 'piper',
    name: `Piper ${stem}`,
    note: '',
    precision: precisionOf(inspection),
    sampleRate: description.sampleRate,
    homepage: 'https://huggingface.co/rhasspy/piper-voices',
    licence: 'LicenseRef-unknown',
    terms: 'It came from a folder; the card of the voice says what its licence is.',
    graph: graph.path,
    parts: [{ name: 'voice', files: [graph, await fileOf(descriptionFile)] }],
    voices: voicesOf(stem, description, basename(descriptionFile.path)),
  };
}

/** `en_GB-alan-medium` is Alan; with several speakers, each has a voice. */
function voicesOf(stem: string, { accent, speakers }: PiperDescription, file: string): Voice[] {
  const name = /^[a-z]{2,3}_[A-Z]{2}-(.+?)(?:-[a-z_]+)?$/.exec(stem)?.[1] ?? stem;
  return speakers.map((speaker) => {
    const full = speakers.length === 1 ? name : `${name} ${speaker}`;
    const language = accent === 'us' ? 'en-US' : 'en-GB';
    return { id: identifier(full), name: capitalised(full), language, gender: 'unknown', file };
  });
}

/** A Kokoro graph of another precision: the voices are those of the catalogue. */
async function kokoroGraph(file: Found, graph: ModelFile, catalog: Catalog): Promise<Model> {
  const inspection = await inspected(file);
  const { inputs, outputs } = inspection;
  if (!['tokens', 'style', 'speed'].every((name) => inputs.includes(name)) || !outputs.includes('audio'))
    throw refused(file, 'it is neither a Piper voice, which has a .onnx.json beside it, nor a Kokoro graph');
  const precision = precisionOf(inspection);
  const kokoro = findModel(catalog, 'kokoro');
  return {
    ...kokoro,
    id: `kokoro-${precision}`,
    name: `Kokoro-82M, ${precision} from a folder`,
    note: 'Spoken as published, sentence by sentence.',
    precision,
    terms: `It came from a folder. ${kokoro.terms}`,
    graph: graph.path,
    parts: [{ name: 'graph', files: [graph] }, ...kokoro.parts.filter(({ name }) => name === 'voices')],
  };
}

async function inspected(file: Found): Promise<Inspection> {
  let inspection: Inspection;
  try {
    inspection = inspect(await readFile(file.path));
  } catch (error) {
    throw refused(file, `it cannot be read as an ONNX model: ${messageOf(error)}`, error);
  }
  if (inspection.hasExternalData) throw refused(file, 'its weights are to be read from other files');
  return inspection;
}

async function fileOf({ path, bytes }: Found): Promise<ModelFile> {
  return { path: basename(path).replaceAll(/[^\w.-]/g, '_'), bytes, sha256: await sha256OfFile(path) };
}

function precisionOf({ bytesByType }: Inspection): Model['precision'] {
  const bytes = (type: number) => bytesByType.get(type) ?? 0;
  const float16 = 10;
  if (bytes(elementType.uint8) + bytes(elementType.int8) > bytes(elementType.float32) + bytes(float16)) return 'int8';
  return bytes(float16) > bytes(elementType.float32) ? 'float16' : 'float32';
}

function refused({ path }: Found, reason: string, cause?: unknown): AloudError {
  return new AloudError('model-damaged', `${basename(path)} cannot be installed: ${reason}.`, { cause });
}

const identifier = (text: string): string => text.replaceAll(/[^\w-]+/g, '-');
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
