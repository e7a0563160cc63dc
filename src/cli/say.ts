import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { monotonicMs } from '../metrics/clock.js';
import { hasSoundDevice } from '../playback/soundDevice.js';
import type { Reading } from '../client/reading.js';
import { defaults, speedRange } from '../protocol/defaults.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { OutputChoice, ReadingReport, TextPiece } from '../protocol/reading.js';
import { speechUrl } from '../synthesis/remote/serverUrl.js';
import { engineClient } from './engine.js';
import { numberWithin } from './numbers.js';
import { arrivingSource } from './textSource.js';

interface SayOptions {
  readonly file?: string;
  readonly voice: string;
  readonly model: string;
  readonly speed: number;
  readonly out?: string;
  readonly play: boolean;
  readonly cache: boolean;
  readonly output: OutputChoice;
  readonly maxSeconds?: number;
  readonly ttfaBudget: number;
  readonly engineUrl?: string;
  readonly languageId?: string;
  readonly commentsOnly?: boolean;
  readonly json?: boolean;
}

const OUTPUTS: readonly OutputChoice[] = ['auto', 'device', 'player', 'play-sound'];

/** Adds `say`: one reading, to the device and/or a WAV file. */
export function addSay(program: Command): void {
  const { min, max } = speedRange;
  program
    .command('say [text]')
    .description('read a text aloud; "-" reads standard input')
    .option('--file <file>', 'read this file')
    .option('--voice <voice>', 'voice', defaults.voice)
    .option('--model <model>', 'model', 'auto')
    .option('--speed <factor>', `pace, ${min} to ${max}`, numberWithin(min, max), defaults.speed)
    .option('--out <file>', 'also write a WAV file', wavName)
    .option('--no-play', 'use no sound device')
    .option('--no-cache', 'neither use nor keep what was spoken before')
    .addOption(new Option('--output <output>', 'what plays it').choices(OUTPUTS).default('auto'))
    .option('--max-seconds <seconds>', 'end after so much audio', numberWithin(0.001, Infinity))
    .option('--ttfa-budget <ms>', 'time to first audio to aim at', numberWithin(0, 60_000), defaults.ttfaBudgetMs)
    .option('--engine-url <url>', 'speech server that reads in place of this machine; ALOUD_ENGINE_KEY is its key')
    .option('--language-id <language>', 'language of the text, as VS Code names it; prose if left out')
    .option('--comments-only', 'read only what the language says are comments')
    .option('--json', 'print the report as one line of JSON')
    .action(say);
}

async function say(argument: string | undefined, options: SayOptions): Promise<void> {
  const { model, voice, cache, engineUrl } = options;
  const client = engineClient({ model, voice, cache, ...(engineUrl !== undefined && speechServer(engineUrl)) });
  try {
    if (argument === '-') client.start().catch(() => undefined); // the text may take its time; told below
    const { source, pieces, more } = await arrivingSource(argument, options);
    checkOut(options);
    const output = await outputOf(options);
    const startedAt = monotonicMs();
    await client.start();
    const startMs = monotonicMs() - startedAt;
    const reading = client.read({
      source,
      pieces,
      open: more !== undefined,
      voice,
      model,
      speed: options.speed,
      volume: defaults.volume,
      pauseMs: defaults.pauseMs,
      output,
      ...(options.out !== undefined && { wavPath: resolve(options.out) }),
      ttfaBudgetMs: options.ttfaBudget,
      ...(options.maxSeconds !== undefined && { maxSeconds: options.maxSeconds }),
      ...(options.languageId !== undefined && { languageId: options.languageId }),
    });
    reading.onNotice((message) => {
      console.error(message);
    });
    const stop = () => {
      reading.stop().catch((error: unknown) => {
        console.error(messageOf(error));
      });
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const extending = more && extend(reading, more);
    const report = { ...(await reading.finished), startMs };
    process.stdin.destroy(); // nobody waits for it any more
    const problem = await extending;
    if (problem) throw problem;
    if (options.json) console.log(JSON.stringify(report));
    else if (report.ended !== 'stopped') console.log(describe(report));
    if (report.ended !== 'stopped') return;
    process.exitCode = 1;
    const lost = options.out === undefined ? '.' : `: "${options.out}" was not written.`;
    console.error(`Stopped before the end${lost}`);
  } finally {
    await client.dispose();
  }
}

/** Reads on while text comes. Where it breaks off or is no text the reading ends. @returns what was wrong with it */
async function extend(reading: Reading, more: AsyncIterable<TextPiece>): Promise<AloudError | undefined> {
  try {
    for await (const piece of more) await reading.extend([piece], true);
    await reading.extend([], false);
    return undefined;
  } catch (error) {
    if (reading.state === 'ended') return undefined; // then nobody waits for the text, and it was closed
    await reading.stop();
    if (error instanceof AloudError) return error;
    const message = `The rest of the text cannot be read (${messageOf(error)}): check what writes it.`;
    return new AloudError('disk', message, { cause: error });
  }
}

/** Other kinds of sound that a name may promise. */
const otherSound = /\.(?:mp3|ogg|opus|flac|m4a|aac|webm)$/iu;

function wavName(name: string): string {
  if (name === '-' || otherSound.test(name))
    throw new InvalidArgumentError('A WAV file is written: give a name that ends in ".wav".');
  return name;
}

/** @throws AloudError `bad-value` where the text would be lost */
function checkOut({ file, out }: SayOptions): void {
  if (file === undefined || out === undefined || resolve(file) !== resolve(out)) return;
  throw new AloudError('bad-value', `"${out}" is the text itself: give another name with --out.`);
}

/**
 * A reading that is written to a file needs nothing to play on.
 * @throws AloudError `no-sound-device`, in the words of the command line
 */
async function outputOf({ play, output, out }: SayOptions): Promise<OutputChoice> {
  if (!play) return 'none';
  if (await hasSoundDevice(process.env)) return output;
  if (out === undefined) {
    const message = 'No sound device was found: connect one, or write the reading to a file with --out FILE.wav.';
    throw new AloudError('no-sound-device', message);
  }
  if (output !== 'auto') return output;
  console.error('No sound device was found, so it is only written.');
  return 'none';
}

/** @throws AloudError `bad-value`: commander would repeat the address, which may hold a password. */
function speechServer(url: string) {
  speechUrl(url);
  const { ALOUD_ENGINE_KEY: key } = process.env;
  return { speechServer: { url, ...(key && { key }) } };
}

function skippedOf({ skipped }: ReadingReport): string[] {
  const whys = skipped.map(({ why }) => why);
  const counts = [...new Set(whys)].map((why) => `${why} (${whys.filter((each) => each === why).length})`);
  return counts.length === 0 ? [] : [`Skipped: ${counts.join(', ')}.`];
}

function describe(report: ReadingReport): string {
  const { ttfaMs, stagesMs, audioMs, rtf, underruns, startMs } = report;
  const stages = Object.entries(stagesMs)
    .filter((entry): entry is [string, number] => entry[1] !== null)
    .map(([stage, ms]) => `${stage} ${ms.toFixed(ms < 10 ? 1 : 0)}`)
    .join(', ');
  return [
    ttfaMs === null ? 'Nothing was audible.' : `First audio after ${ttfaMs.toFixed(0)} ms (${stages}).`,
    `${(audioMs / 1000).toFixed(1)} s of audio, ${rtf?.toFixed(2) ?? '–'} of real time, ${underruns} underruns.`,
    `The engine was warm after ${((startMs ?? 0) / 1000).toFixed(1)} s.`,
    ...skippedOf(report),
  ].join('\n');
}
