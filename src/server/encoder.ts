import { spawn } from 'node:child_process';
import { pipeline, Readable } from 'node:stream';
import { findProgram } from '../playback/findProgram.js';
import { wavHeader } from '../playback/pcm16.js';
import { ApiError } from './failure.js';
import type { Format } from './speechRequest.js';

interface Encoding {
  readonly contentType: string;
  /** ffmpeg's arguments for what it writes; undefined where no encoder is needed. */
  readonly ffmpeg?: readonly string[];
}

const encodings: Readonly<Record<Format, Encoding>> = {
  wav: { contentType: 'audio/wav' },
  pcm: { contentType: 'audio/pcm' },
  mp3: { contentType: 'audio/mpeg', ffmpeg: ['-f', 'mp3'] },
  opus: { contentType: 'audio/ogg', ffmpeg: ['-c:a', 'libopus', '-f', 'ogg', '-page_duration', '20000'] },
  aac: { contentType: 'audio/aac', ffmpeg: ['-f', 'adts'] },
  flac: { contentType: 'audio/flac', ffmpeg: ['-f', 'flac'] },
};

/** Turns PCM into a format, piece by piece. */
export interface Encoder {
  readonly contentType: string;
  /** @param pcm 16-bit little-endian mono; destroyed when whoever reads the result goes away. */
  encode(pcm: Readable, sampleRate: number): Readable;
}

/** @throws ApiError 400 where it takes ffmpeg and that is not installed. */
export function encoderOf(format: Format, env: NodeJS.ProcessEnv = process.env): Encoder {
  const { contentType, ffmpeg } = encodings[format];
  if (!ffmpeg) return { contentType, encode: format === 'wav' ? withWavHeader : (pcm) => pcm };
  const program = findProgram('ffmpeg', env);
  if (program === undefined) {
    throw new ApiError(
      400,
      'unsupported-format',
      `The format "${format}" needs ffmpeg, which is not installed here: choose "wav" or "pcm".`,
    );
  }
  return { contentType, encode: (pcm, sampleRate) => withFfmpeg(program, ffmpeg, pcm, sampleRate) };
}

/** How long it will be is not known when the header is sent: it gives the largest length there is, as streams do. */
function withWavHeader(pcm: Readable, sampleRate: number): Readable {
  return Readable.from(
    (async function* () {
      yield wavHeader(sampleRate, Infinity);
      yield* pcm as AsyncIterable<Buffer>;
    })(),
    { objectMode: false },
  );
}

function withFfmpeg(program: string, output: readonly string[], pcm: Readable, sampleRate: number): Readable {
  const input = ['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', 'pipe:0'];
  const quietly = ['-hide_banner', '-loglevel', 'error', '-nostdin'];
  const child = spawn(program, [...quietly, ...input, '-flush_packets', '1', ...output, 'pipe:1'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', (error) => child.stdout.destroy(error));
  child.on('exit', (code) => {
    if (code !== 0) child.stdout.destroy(new Error(`ffmpeg ended with ${code ?? 'a signal'}.`));
  });
  child.stdout.on('close', () => {
    pcm.destroy();
    child.kill('SIGKILL');
  });
  pipeline(pcm, child.stdin, (error) => {
    if (error) child.kill('SIGKILL');
  });
  return child.stdout;
}
