import assert from 'node:assert/strict';
import { execa } from 'execa';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { eventually } from '../harness/eventually.js';
import { scratchFolder, wavSamples } from './support/engine.js';

const cli = resolve('dist/cli.js');
/** Takes far longer to make than a test waits. */
const book = 'The lighthouse keeper wrote down the weather every evening before he lit the lamp. '.repeat(2000);
/** Neither PulseAudio nor, on the machines that test, ALSA. */
const deaf = { PULSE_SERVER: 'unix:/nowhere' };

describe('the command line', () => {
  const scratch = scratchFolder();
  const run = (args: readonly string[], options: { readonly input?: string | Uint8Array } = {}) =>
    execa(process.execPath, [cli, ...args], { cwd: scratch.path, env: deaf, reject: false, input: '', ...options });

  after(() => {
    scratch.remove();
  });

  /** What is written of a file that is not whole. */
  const partOf = (name: string) =>
    readdirSync(scratch.path).find((entry) => entry.startsWith(`${name}.`) && entry.endsWith('.part'));

  it('leaves nothing half-written behind when it is interrupted', async () => {
    writeFileSync(join(scratch.path, 'book.txt'), book);
    const args = ['say', '--file', 'book.txt', '--no-play', '--no-cache', '--out', 'book.wav'];
    const saying = execa(process.execPath, [cli, ...args], { cwd: scratch.path, reject: false, detached: true });
    await eventually('the file to grow', () => partOf('book.wav'));
    process.kill(-saying.pid!, 'SIGINT'); // as Ctrl+C does, to all processes of the terminal
    const { exitCode, stderr } = await saying;
    assert.equal(exitCode, 1);
    assert.match(stderr, /Stopped before the end: "book\.wav" was not written\./);
    assert.deepEqual(readdirSync(scratch.path), ['book.txt']);
  });

  it('writes the file where there is nothing to play on, and says so', async () => {
    const { exitCode, stderr } = await run(['say', 'Hello.', '--out', 'hello.wav']);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /No sound device was found, so it is only written\./);
    assert.ok(wavSamples(join(scratch.path, 'hello.wav')).some((sample) => Math.abs(sample) > 0.1));
  });

  it('writes over nothing but a sound: no text, no folder, no device, no link', async () => {
    writeFileSync(join(scratch.path, 'tide.txt'), 'The tide came in.');
    mkdirSync(join(scratch.path, 'folder'));
    symlinkSync('linked.wav', join(scratch.path, 'link.wav'));
    writeFileSync(join(scratch.path, 'linked.wav'), 'before');
    for (const [out, code, message] of [
      ['./tide.txt', 2, /is the text itself/],
      ['folder', 1, /because it is a folder/],
      ['/dev/null', 1, /because it is a device/],
      ['tide.mp3', 2, /A WAV file is written/],
    ] as const) {
      const { exitCode, stderr } = await run(['say', '--file', 'tide.txt', '--no-play', '--out', out]);
      assert.equal(exitCode, code, stderr);
      assert.match(stderr, message);
    }
    assert.equal(readFileSync(join(scratch.path, 'tide.txt'), 'utf8'), 'The tide came in.');
    assert.ok(statSync('/dev/null').isCharacterDevice());
    const { exitCode, stderr } = await run(['say', 'Hello.', '--no-play', '--out', 'link.wav']);
    assert.equal(exitCode, 0, stderr);
    assert.ok(lstatSync(join(scratch.path, 'link.wav')).isSymbolicLink());
    assert.ok(wavSamples(join(scratch.path, 'linked.wav')).length > 10_000);
  });

  it('begins to read a text that is still being written', async () => {
    const args = ['say', '-', '--no-play', '--no-cache', '--out', 'written.wav', '--json'];
    const saying = execa(process.execPath, [cli, ...args], { cwd: scratch.path, reject: false });
    const size = () => {
      const part = partOf('written.wav');
      return part === undefined ? 0 : statSync(join(scratch.path, part)).size;
    };
    const hasGrown = (from: number) => () => size() > from + 10_000;
    saying.stdin.write('When the tide came in, ');
    await eventually('the first clause', hasGrown(0));
    const before = size();
    saying.stdin.write('the boats rose. The fish');
    await eventually('the rest of the sentence', hasGrown(before));
    saying.stdin.end('ermen woke up.');
    const { exitCode, stdout, stderr } = await saying;
    assert.equal(exitCode, 0, stderr);
    const report = JSON.parse(stdout) as ReadingReport;
    const whole = 'When the tide came in, the boats rose. The fishermen woke up.';
    assert.deepEqual(
      report.words.map(({ start, end }) => whole.slice(start, end)),
      ['When', 'the', 'tide', 'came', 'in', 'the', 'boats', 'rose', 'The', 'fishermen', 'woke', 'up'],
    );
    assert.equal(report.characters, whole.length);
    const seconds = wavSamples(join(scratch.path, 'written.wav')).length / 24_000;
    assert.ok(Math.abs(seconds - report.audioMs / 1000) < 0.1, `${seconds} s`);
    const times = report.words.map(({ atMs }) => atMs);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  it('says what is no text in what is being written, and writes no file', async () => {
    const input = Buffer.concat([Buffer.from('All is well. So far. '), Uint8Array.of(0xff)]);
    const { exitCode, stderr } = await run(['say', '-', '--out', 'odd.wav'], { input });
    assert.equal(exitCode, 1);
    assert.match(stderr, /Standard input is not text/);
    assert.ok(!existsSync(join(scratch.path, 'odd.wav')) && partOf('odd.wav') === undefined);
  });

  it('says that what is being written broke off', async () => {
    // The socket is the child's: not a byte of it may be read here.
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const writer = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [input] = (await once(server, 'connection')) as [Socket];
    const args = ['say', '-', '--no-play', '--no-cache', '--out', 'lost.wav'];
    const saying = spawn(process.execPath, [cli, ...args], { cwd: scratch.path, stdio: [input, 'ignore', 'pipe'] });
    const ended = once(saying, 'exit');
    const said = text(saying.stderr);
    writer.write('All is well so far. And then ');
    await eventually('the file to grow', () => partOf('lost.wav'));
    writer.resetAndDestroy();
    assert.deepEqual(await ended, [1, null]);
    assert.match(await said, /The rest of the text cannot be read \(read ECONNRESET\)/);
    assert.ok(!existsSync(join(scratch.path, 'lost.wav')));
    input.destroy();
    server.close();
  });

  it('tells what it did not say', async () => {
    const { stdout } = await run(['say', 'One sign says これは, another one テスト.', '--no-play', '--no-cache']);
    assert.match(stdout, /^Skipped: Japanese \(2\)\.$/m);
  });

  for (const [what, args, input, exitCode, says] of [
    ['a text beside a file', ['say', 'Hello.', '--file', 'book.txt'], '', 2, /either a text or --file/],
    ['white space', ['say', '  '], '', 1, /nothing to read/i],
    ['a text without words', ['text', '--', '---'], '', 1, /choose one with words/],
    ['a folder in place of a file', ['say', '--file', '.'], '', 1, /it is a folder/],
    ['a command that is none', ['models', 'foo'], '', 2, /unknown command 'foo'/],
    ['nothing on standard input', ['text', '-'], '', 1, /nothing to read/i],
    [
      'a folder of models that is not there',
      ['models', 'fetch', 'kokoro', '--from', 'no'],
      '',
      1,
      /"no" does not exist/,
    ],
    ['a token in a folder that is not there', ['serve', '--token-file', 'no/token'], '', 1, /folder does not exist/],
    ['a token in place of something else', ['serve', '--token-file', cli], '', 1, /something else lies there/],
    ['a text where nothing can play it', ['say', 'Hello.'], '', 1, /No sound device .* --out FILE\.wav\.$/],
    ['bytes on standard input', ['say', '-'], Uint8Array.of(0, 255, 254, 7, 0), 1, /not text/],
  ] as const) {
    it(`does nothing with ${what}, and says why`, async () => {
      const result = await run(args, { input });
      assert.equal(result.exitCode, exitCode, result.stderr);
      assert.match(result.stderr, says);
      assert.ok(!existsSync(join(scratch.path, 'no')));
    });
  }

  it('finds comments by the end of a file’s name', async () => {
    writeFileSync(join(scratch.path, 'tide.rs'), '// The tide came in.\nfn main() {}\n');
    const { stdout, exitCode } = await run(['text', '--file', 'tide.rs', '--comments-only']);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^The tide came in\.\n/);
  });

  it('removes no model that nobody named', async () => {
    const home = join(scratch.path, 'home');
    const model = join(home, 'models', 'kokoro');
    mkdirSync(model, { recursive: true });
    writeFileSync(join(model, 'installed.json'), '{}');
    const remove = (...args: string[]) =>
      execa(process.execPath, [cli, 'models', 'remove', ...args], { env: { ALOUD_HOME: home }, reject: false });
    const { exitCode, stderr } = await remove();
    assert.equal(exitCode, 2);
    assert.match(stderr, /--all/);
    assert.ok(existsSync(model));
    assert.equal((await remove('--all')).exitCode, 0);
    assert.ok(!existsSync(model));
  });
});
