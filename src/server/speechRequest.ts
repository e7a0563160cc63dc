import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { monotonicMs } from '../metrics/clock.js';
import { defaults, speedRange } from '../protocol/defaults.js';
import type { ReadingRequest } from '../protocol/reading.js';
import { ApiError } from './failure.js';

/** Some twenty minutes of speech. */
export const MOST_CHARACTERS = 20_000;
/** The longest text with every character escaped, and room for the rest. */
export const MOST_BODY_BYTES = 6 * MOST_CHARACTERS + 4096;

export const FORMATS = ['wav', 'pcm', 'mp3', 'opus', 'aac', 'flac'] as const;
export type Format = (typeof FORMATS)[number];

/** Names that OpenAI's clients send. */
const OPENAI_MODELS = ['tts-1', 'tts-1-hd', 'gpt-4o-mini-tts'];

const text = z.string().check(z.minLength(1));

/** The body of `POST /v1/audio/speech`. What it does not know it leaves alone: clients send more. */
export const speechRequestSchema = z
  .object(
    {
      model: z._default(z.string().check(z.maxLength(100)), 'auto'),
      input: z.optional(text),
      text: z.optional(text),
      voice: z._default(z.string().check(z.maxLength(100)), defaults.voice),
      speed: z._default(z.number().check(z.gte(speedRange.min), z.lte(speedRange.max)), defaults.speed),
      response_format: z._default(z.enum(FORMATS), 'wav'),
      /** Only plain audio is streamed, no events. */
      stream_format: z._default(z.literal('audio'), 'audio'),
    },
    'Send one JSON object, such as {"input": "Hello."}.',
  )
  .check(
    z.refine(({ input, text }) => input !== undefined || text !== undefined, 'Give the text as "input" or "text".'),
  )
  .register(z.globalRegistry, { anyOf: [{ required: ['input'] }, { required: ['text'] }] });

export type SpeechRequest = z.infer<typeof speechRequestSchema>;

/** What may stand in a field, for people. */
const TEXT = `a text of 1 to ${MOST_CHARACTERS.toLocaleString('en')} characters`;
const allowed: Readonly<Record<string, string>> = {
  model: 'the id of the loaded model, or "auto"',
  input: TEXT,
  text: TEXT,
  voice: 'the id of a voice, of those that /v1/audio/voices lists',
  speed: `a number from ${speedRange.min} to ${speedRange.max}`,
  response_format: `one of ${FORMATS.map((format) => `"${format}"`).join(', ')}`,
  stream_format: '"audio"',
};

/** @throws ApiError 400, 413 */
export function parseSpeechRequest(body: unknown): SpeechRequest {
  const { success, data, error } = speechRequestSchema.safeParse(body);
  if (!success) throw new ApiError(400, 'bad-value', whatIsWrong(error));
  if (textOf(data).length > MOST_CHARACTERS) {
    throw new ApiError(
      413,
      'text-too-long',
      `The text is longer than ${MOST_CHARACTERS} characters: send it in parts.`,
    );
  }
  return data;
}

/** @throws ApiError 400 where another model is asked for than the one that is loaded. */
export function readingRequest(
  request: SpeechRequest,
  loadedModel: string,
  acceptedAtMs = monotonicMs(),
): ReadingRequest {
  const { model, voice, speed } = request;
  if (![loadedModel, 'auto', ...OPENAI_MODELS].includes(model)) {
    throw new ApiError(400, 'unknown-model', `The model "${model}" is not loaded: choose "${loadedModel}".`);
  }
  return {
    id: randomUUID(),
    acceptedAtMs,
    cold: false,
    source: 'http',
    pieces: [{ text: textOf(request), start: 0 }],
    voice,
    model: 'auto',
    speed,
    volume: 1,
    pauseMs: defaults.pauseMs,
    output: 'none',
    ttfaBudgetMs: defaults.ttfaBudgetMs,
  };
}

/** A sentence for each field that cannot be taken: what it has to be. The reasons of zod's small form name nothing. */
function whatIsWrong({ issues }: z.core.$ZodError): string {
  const sentences = issues.map(({ path: [field], message }) => {
    const what = allowed[String(field)];
    return what === undefined ? message : `"${String(field)}" has to be ${what}.`;
  });
  return [...new Set(sentences)].join(' ');
}

const textOf = ({ input, text }: SpeechRequest): string => input ?? text ?? '';
