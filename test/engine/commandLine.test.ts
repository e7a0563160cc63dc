import assert from 'node:assert/strict';
import { execa } from 'execa';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

  it('leaves nothing half-written behind when it is interrupted', async () => {
    writeFileSync(join(scratch.path, 'book.txt'), book);
    const args = ['say', '--file', 'book.txt', '--no-play', '--no-cache', '--out', 'book.wav'];
    const saying = execa(process.execPath, [cli, ...args], { cwd: scratch.path, reject: false, detached: true });
    await eventually('the file to grow', () => existsSync(join(scratch.path, 'book.wav.part')));
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
    ['bytes on standard input', ['say', '-'], Uint8Array.of(0, 255, 254, 7, 0), 1, /not text/],
  ] as const) {
    it(`does nothing with ${what}, and says why`, async () => {
      const result = await run(args, { input });
      assert.equal(result.exitCode, exitCode, result.stderr);
      assert.match(result.stderr, says);
    });
  }

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
