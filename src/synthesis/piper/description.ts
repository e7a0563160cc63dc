import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import { AloudError, messageOf } from '../../protocol/errors.js';
import type { Accent } from '../../text/sentence.js';

/* What a Piper voice says of itself: the .onnx.json beside its graph. Anyone may have written it. */

/** A description of the largest voice there is, with a thousand speakers, takes 30 kB. */
const mostBytes = 1_000_000;

const factor = z.number().check(z.gte(0), z.lte(10));
const count = z.int().check(z.gte(1), z.lte(10_000));
const tokenId = z.int().check(z.gte(0), z.lte(10_000));

const description = z.object({
  audio: z.object({ sample_rate: z.int().check(z.gte(8_000), z.lte(48_000)) }),
  espeak: z.object({ voice: z.string().check(z.maxLength(100)) }),
  inference: z.object({ noise_scale: factor, length_scale: factor.check(z.gt(0)), noise_w: factor }),
  phoneme_type: z._default(z.string(), 'espeak'),
  phoneme_id_map: z.record(z.string(), z.array(tokenId).check(z.minLength(1), z.maxLength(8))),
  num_symbols: count,
  num_speakers: count,
  speaker_id_map: z._default(z.record(z.string(), tokenId), {}),
});

/** Signs that frame every utterance: begin, end, and between all others. */
const framing = ['^', '$', '_'];

export interface PiperDescription {
  /** Samples a second. */
  readonly sampleRate: number;
  readonly accent: Accent;
  readonly noiseScale: number;
  readonly lengthScale: number;
  readonly noiseWidth: number;
  /** Ids of each sign. */
  readonly ids: ReadonlyMap<string, readonly number[]>;
  /** Names of the speakers by their number; a single one has no name. */
  readonly speakers: readonly string[];
}

/** @throws AloudError `model-damaged` saying what is wrong with it */
export async function readDescription(path: string): Promise<PiperDescription> {
  const { size } = await stat(path);
  if (size > mostBytes) throw refused(path, `it has ${size} bytes`);
  return parseDescription(await readFile(path, 'utf8'), path);
}

/** @throws AloudError `model-damaged` saying what is wrong with it */
export function parseDescription(json: string, path: string): PiperDescription {
  let parsed: z.infer<typeof description>;
  try {
    parsed = description.parse(JSON.parse(json));
  } catch (error) {
    throw refused(path, why(error), error);
  }
  const { audio, espeak, inference, phoneme_type, phoneme_id_map, num_symbols, num_speakers, speaker_id_map } = parsed;
  const ids = new Map(Object.entries(phoneme_id_map));
  const missing = framing.find((sign) => !ids.has(sign));
  if (missing !== undefined) throw refused(path, `phoneme_id_map has no "${missing}"`);
  if ([...ids.values()].flat().some((id) => id >= num_symbols))
    throw refused(path, 'phoneme_id_map goes beyond num_symbols');
  if (phoneme_type !== 'espeak') throw refused(path, `its phonemes are of the kind "${phoneme_type}"`);
  if (!/^en\b/.test(espeak.voice))
    throw new AloudError(
      'unknown-voice',
      `${basename(path)} is a voice for the language "${espeak.voice}". Aloud reads English only: choose a voice for it.`,
    );
  const names = new Map(Object.entries(speaker_id_map).map(([name, id]) => [id, name]));
  return {
    sampleRate: audio.sample_rate,
    accent: espeak.voice === 'en' || /^en-(?:us|029)\b/.test(espeak.voice) ? 'us' : 'gb',
    noiseScale: inference.noise_scale,
    lengthScale: inference.length_scale,
    noiseWidth: inference.noise_w,
    ids,
    speakers: Array.from({ length: num_speakers }, (_, id) => names.get(id) ?? String(id)),
  };
}

function refused(path: string, reason: string, cause?: unknown): AloudError {
  return new AloudError(
    'model-damaged',
    `${basename(path)} does not describe a Piper voice (${reason}). Get the voice's two files again, unchanged.`,
    { cause },
  );
}

/** The first thing that is wrong, in a few words. */
function why(error: unknown): string {
  if (!(error instanceof z.core.$ZodError)) return messageOf(error);
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : messageOf(error);
}
