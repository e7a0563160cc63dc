import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DeviceLedger, markSamples } from '../../src/playback/deviceLedger.js';
import { findProgram } from '../../src/playback/findProgram.js';
import { Gain } from '../../src/playback/gain.js';
import { SampleQueue } from '../../src/playback/sampleQueue.js';
import { WavFile } from '../../src/playback/wavFile.js';

const samples = (count: number) => new Float32Array(count).fill(0.5);
const silence = (count: number) => new Float32Array(count);
const frames = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

describe('DeviceLedger', () => {
  it('hears samples after the device buffer, and counts silence between samples only', () => {
    const ledger = new DeviceLedger(30);
    ledger.fetch(samples(30));
    assert.deepEqual([ledger.fetched, ledger.heard, ledger.playing], [30, 0, true]);
    ledger.fetch(frames(samples(10), silence(20)));
    assert.deepEqual([ledger.heard, ledger.dry, ledger.playing, ledger.gaps], [30, true, true, 0]);
    ledger.fetch(silence(20));
    assert.deepEqual([ledger.heard, ledger.dry, ledger.playing, ledger.gaps], [40, true, false, 0]);
    ledger.fetch(samples(40));
    assert.deepEqual([ledger.heard, ledger.dry, ledger.playing, ledger.gaps], [50, false, true, 1]);
    ledger.fetch(silence(100));
    assert.deepEqual([ledger.heard, ledger.dry, ledger.playing, ledger.gaps], [80, true, false, 1]);
  });

  it('does not take marked samples for silence', () => {
    const quiet = silence(10);
    markSamples(quiet);
    const ledger = new DeviceLedger(0);
    ledger.fetch(quiet);
    assert.equal(ledger.heard, 10);
    assert.ok(quiet.every((sample) => Math.abs(sample) < 1e-20));
  });
});

describe('SampleQueue', () => {
  it('reads across chunks and keeps what may still be asked for', () => {
    const queue = new SampleQueue();
    for (const chunk of [[0, 1, 2], [3], [], [4, 5, 6, 7]]) queue.push(Float32Array.from(chunk));
    queue.dropBefore(3);
    assert.deepEqual([...queue.read(3, 4)], [3]);
    queue.dropBefore(4);
    assert.deepEqual([...queue.read(4, 6)], [4, 5]);
    queue.push(Float32Array.from([8]));
    assert.deepEqual([...queue.read(5, 9)], [5, 6, 7, 8]);
    assert.equal(queue.end, 9);
  });
});

describe('Gain', () => {
  it('never steps by more than a ramp of 4 ms allows', () => {
    const gain = new Gain(1000, 1);
    const ones = (count: number) => new Float32Array(count).fill(1);
    const block = (change: () => void) => {
      change();
      const result = ones(10);
      gain.apply(result);
      return [...result];
    };
    assert.deepEqual(
      block(() => undefined),
      [...ones(10)],
    );
    assert.deepEqual(
      block(() => (gain.volume = 0.5)),
      [0.75, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    );
    assert.deepEqual(
      block(() => {
        gain.fadeIn();
      }).slice(0, 3),
      [0.25, 0.5, 0.5],
    );
  });
});

describe('WavFile', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'aloud-wav-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds the samples as 16-bit PCM under its own name only once it is whole', async () => {
    const file = path.join(folder, 'a.wav');
    const wav = await WavFile.create(file, 24_000);
    wav.write(Float32Array.from([0, 0.5, -1]));
    wav.write(Float32Array.from([2, -2]));
    assert.ok(!existsSync(file));
    await wav.finish();
    assert.ok(!existsSync(`${file}.part`));
    const bytes = readFileSync(file);
    assert.equal(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16), 'RIFFWAVEfmt ');
    assert.deepEqual([bytes.readUInt32LE(4), bytes.readUInt32LE(24), bytes.readUInt32LE(40)], [46, 24_000, 10]);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((i) => bytes.readInt16LE(44 + i * 2)),
      [0, 16384, -32767, 32767, -32767],
    );
    assert.equal(bytes.length, 54);
  });

  it('leaves nothing behind when it is given up', async () => {
    const wav = await WavFile.create(path.join(folder, 'a.wav'), 24_000);
    wav.write(samples(1000));
    await wav.discard();
    assert.ok(!readdirSync(folder).some((name) => name.startsWith('a.wav')));
  });

  it('removes what a process left that was killed, and nothing of one that writes', async () => {
    const dead = 2 ** 22 + 1; // beyond what a process is ever called
    for (const pid of [dead, process.ppid]) writeFileSync(path.join(folder, `b.wav.${pid}.part`), '');
    const wav = await WavFile.create(path.join(folder, 'b.wav'), 24_000);
    await wav.finish();
    const left = readdirSync(folder).filter((name) => name.startsWith('b.wav'));
    assert.deepEqual(left.toSorted(), ['b.wav', `b.wav.${process.ppid}.part`]);
  });

  it('says what to do when the folder does not exist', async () => {
    await assert.rejects(WavFile.create(path.join(folder, 'no', 'a.wav'), 24_000), {
      code: 'disk',
      message: /folder does not exist: choose another place/,
    });
  });

  it('says that the disk is full and keeps no half of a file', async function () {
    if (!existsSync('/dev/full')) this.skip();
    // A link, so that the path the samples go to is the device on which every write fails.
    const file = path.join(folder, 'a.wav');
    const part = `${file}.${process.pid}.part`;
    symlinkSync('/dev/full', part);
    const wav = await WavFile.create(file, 24_000);
    wav.write(samples(1000));
    await assert.rejects(wav.finish(), { code: 'disk', message: /^The disk is full: make room/ });
    assert.ok(!existsSync(file) && !existsSync(part));
  });
});

describe('findProgram', () => {
  it('takes programs only from absolute folders outside the current one', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aloud-path-'));
    const here = path.join(folder, 'workspace');
    const bin = path.join(folder, 'bin');
    for (const place of [here, bin]) {
      mkdirSync(place);
      writeFileSync(path.join(place, 'tool'), '');
      chmodSync(path.join(place, 'tool'), 0o755);
    }
    const cwd = process.cwd();
    process.chdir(here);
    try {
      const find = (...folders: string[]) => findProgram('tool', { PATH: folders.join(path.delimiter) });
      assert.equal(find('.', '', here, bin), path.join(bin, 'tool'));
      assert.equal(find('.', '', here), undefined);
      chmodSync(path.join(bin, 'tool'), 0o644);
      assert.equal(find(bin), undefined);
    } finally {
      process.chdir(cwd);
      rmSync(folder, { recursive: true });
    }
  });
});
