import assert from 'node:assert/strict';
import { toPcm16, wavHeader } from '../../../src/playback/pcm16.js';
import { NotPlayable, WavDecoder } from '../../../src/synthesis/remote/wavDecoder.js';
import { Random } from '../../simulation/random.js';

const samples = Float32Array.from({ length: 1000 }, (_, i) => Math.round(20_000 * Math.sin(i / 9)) / 32_767);
const pcm = toPcm16(samples);

function chunk(id: string, body: Buffer, size = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** @param format tag, channels, rate, bits */
function format(tag: number, channels: number, rate: number, bits: number, rest = Buffer.alloc(0)): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rate, 4);
  body.writeUInt32LE((rate * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  return chunk('fmt ', Buffer.concat([body, rest]));
}

const file = (...chunks: readonly Buffer[]) => chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));

function decode(bytes: Buffer, sizes: () => number): { decoder: WavDecoder; samples: number[] } {
  const decoder = new WavDecoder();
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizes();
    decoded.push(...decoder.push(bytes.subarray(at, at + size)));
    at += size;
  }
  decoder.end();
  return { decoder, samples: decoded };
}

describe('WavDecoder', () => {
  const ordinary = Buffer.concat([wavHeader(24_000, samples.length), pcm]);

  it('gives the samples, wherever the bytes are cut', () => {
    const random = new Random(3);
    for (const sizes of [() => 1, () => 3, () => 44, () => 45, () => ordinary.length, () => random.whole(1, 99)]) {
      const { decoder, samples: decoded } = decode(ordinary, sizes);
      assert.deepEqual(decoder.format, { sampleRate: 24_000, samples: samples.length });
      assert.deepEqual(Float32Array.from(decoded), samples);
      assert.ok(decoder.isComplete);
    }
  });

  for (const size of [0, 0xffffffff, 0x7fffffff, 0xffffffff - 44]) {
    it(`takes a stream whose header says ${size} bytes`, () => {
      const stream = file(format(1, 1, 22_050, 16), chunk('data', pcm, size));
      const { decoder, samples: decoded } = decode(stream, () => 100);
      assert.deepEqual(decoder.format, { sampleRate: 22_050, samples: undefined });
      assert.equal(decoded.length, samples.length);
    });
  }

  it('leaves out what is said about the sound, before and behind it', () => {
    const list = chunk('LIST', Buffer.from('INFOISFT by somebody '));
    const extensible = format(0xfffe, 1, 48_000, 16, Buffer.from('16001000040000000100000000001000', 'hex'));
    const { decoder, samples: decoded } = decode(file(list, extensible, list, chunk('data', pcm), list), () => 7);
    assert.deepEqual(decoder.format, { sampleRate: 48_000, samples: samples.length });
    assert.deepEqual(Float32Array.from(decoded), samples);
  });

  for (const [what, bytes] of [
    ['a page', Buffer.from('<!doctype html><title>Sign in</title>')],
    ['an MP3', Buffer.from('ID3\u0004 and so on')],
    ['nothing', Buffer.alloc(0)],
    ['half a header', ordinary.subarray(0, 30)],
    ['less sound than it says', ordinary.subarray(0, 500)],
    ['stereo', file(format(1, 2, 24_000, 16), chunk('data', pcm))],
    ['floats', file(format(3, 1, 24_000, 32), chunk('data', pcm))],
    ['no rate', file(format(1, 1, 0, 16), chunk('data', pcm))],
    ['no format', file(chunk('data', pcm))],
    ['a header without an end', file(...Array.from({ length: 70 }, () => chunk('LIST', Buffer.alloc(1000))))],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => decode(bytes, () => 64), NotPlayable);
    });
  }
});
