import { setTimeout as sleep } from 'node:timers/promises';

/** What requests are made of; each takes the next of everything. */
const VOICES = ['af_heart', 'am_adam', 'bf_emma', 'bm_george'];
const SPEEDS = [1, 1.5, 0.8];
const TEXTS = [
  'Yes.',
  'The build is green again.',
  'Call getUserById() with 42; it costs $3.50, or so they say.',
  'A longer text has more than one sentence. This is the second of them. The third one ends it!',
];

export interface LoadOptions {
  readonly requests: number;
  /** How many are under way at once. */
  readonly clients: number;
  /** Sends one request for speech. */
  readonly speak: (body: object, signal: AbortSignal) => Promise<Response>;
  readonly onProgress?: (done: number) => void;
}

export interface LoadOutcome {
  /** Streams that came to their end, and those that were left in the middle on purpose. */
  finished: number;
  cancelled: number;
  /** Requests that were told to come again, and did. */
  retried: number;
  /** What should not have happened, in words. */
  readonly faults: string[];
}

/** Asks for much speech at once, leaves every third stream in the middle, and comes again when told to. */
export async function speechLoad({ requests, clients, speak, onProgress }: LoadOptions): Promise<LoadOutcome> {
  const outcome: LoadOutcome = { finished: 0, cancelled: 0, retried: 0, faults: [] };
  let next = 0;
  const client = async () => {
    for (let index = next++; index < requests; index = next++) {
      await oneRequest(index, speak, outcome).catch((error: unknown) =>
        outcome.faults.push(`${index}: ${String(error)}`),
      );
      onProgress?.(outcome.finished + outcome.cancelled + outcome.faults.length);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return outcome;
}

async function oneRequest(index: number, speak: LoadOptions['speak'], outcome: LoadOutcome): Promise<void> {
  const text = `Request ${index}. ${TEXTS[index % TEXTS.length]!}`;
  const body = { input: text, voice: VOICES[index % VOICES.length], speed: SPEEDS[index % SPEEDS.length] };
  for (;;) {
    const leave = new AbortController();
    const response = await speak({ ...body, response_format: 'pcm' }, leave.signal);
    if (response.status === 429) {
      outcome.retried += 1;
      await response.arrayBuffer();
      await sleep(Number(response.headers.get('retry-after')) * 1000);
      continue;
    }
    if (response.status !== 200) throw new Error(`answered ${response.status}: ${await response.text()}`);
    if (index % 3 === 0) {
      await response.body!.getReader().read();
      leave.abort();
      outcome.cancelled += 1;
      return;
    }
    checkSpeech(Buffer.from(await response.arrayBuffer()), text);
    outcome.finished += 1;
    return;
  }
}

/** Nobody says a character in less: a stream that is shorter was cut off. */
const LEAST_MS_A_CHARACTER = 15;
const SAMPLES_A_MS = 24;
const AUDIBLE = 328; // −40 dBFS

function checkSpeech(pcm: Buffer, text: string): void {
  const samples = pcm.length >> 1;
  if (samples < text.length * LEAST_MS_A_CHARACTER * SAMPLES_A_MS) throw new Error(`only ${samples} samples`);
  for (let index = 0; index < 20 * SAMPLES_A_MS; index++) if (Math.abs(pcm.readInt16LE(2 * index)) > AUDIBLE) return;
  throw new Error('it does not start audible');
}
