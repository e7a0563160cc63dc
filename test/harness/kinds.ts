import { execa } from 'execa';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thirdPartyNotices } from '../../scripts/packaging/notices.js';
import { inRepository } from '../../scripts/support/repository.js';
import { messageOf } from '../../src/protocol/errors.js';
import { createHome } from './home.js';
import { endLeftovers, runVariable } from './leftovers.js';
import { tallyVariable, type Tally } from './tally.js';

/** One kind of tests; `npm test -- <name>` runs it alone. */
export interface Kind {
  readonly name: string;
  readonly proves: string;
  readonly needsModel?: true;
  readonly needsWindow?: true;
  readonly linuxOnly?: true;
  /** Ends early, with whatever was counted by then, when the signal is aborted. */
  readonly run: (signal: AbortSignal) => Promise<Tally>;
}

/** Far more than any kind takes: it only keeps a run from hanging. */
const limitMs = 20 * 60_000;

export const kinds: readonly Kind[] = [
  { name: 'checks', proves: 'types, lint rules, format and licences', run: runChecks },
  { name: 'unit', proves: 'parts without a model', run: (signal) => runMocha('unit', false, signal) },
  {
    name: 'engine',
    proves: 'the engine with the real model',
    needsModel: true,
    run: (signal) => runMocha('engine', true, signal),
  },
  {
    name: 'vscode',
    proves: 'the extension inside an extension host',
    needsModel: true,
    needsWindow: true,
    run: (signal) => runNode([distTest('harness', 'vscodeKind.main.js')], process.env, signal),
  },
  {
    name: 'driven',
    proves: 'the installed VSIX, by keyboard, mouse and ear',
    needsModel: true,
    needsWindow: true,
    linuxOnly: true,
    run: (signal) => runMocha('driven', false, signal), // each test makes a home of its own
  },
];

async function runChecks(): Promise<Tally> {
  const tool = (...path: string[]) => inRepository('node_modules', ...path);
  const results = [
    await check('typecheck', () => node([tool('typescript', 'bin', 'tsc'), '--noEmit'])),
    await check('typecheck of webviews', () => node([tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'src/panel'])),
    await check('lint', () => node([tool('eslint', 'bin', 'eslint.js'), '.'])),
    await check('format', () => node([tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'])),
    await check('third-party notices', checkNotices),
  ];
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

async function check(name: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    console.log(`  ✔ ${name}`);
    return true;
  } catch (error) {
    console.log(`  ✖ ${name}: ${messageOf(error)}`);
    return false;
  }
}

function node(args: readonly string[]): Promise<unknown> {
  return execa(process.execPath, args, { stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' });
}

async function checkNotices(): Promise<void> {
  const file = 'THIRD-PARTY-NOTICES.txt';
  const committed = await readFile(inRepository(file), 'utf8').catch(() => '');
  if (committed !== (await thirdPartyNotices())) throw new Error(`run "npm run package" and commit ${file}.`);
}

/** mocha over test/<folder>, in a home folder of its own. */
async function runMocha(folder: string, models: boolean, signal: AbortSignal): Promise<Tally> {
  const home = await createHome({ models });
  const mocha = inRepository('node_modules', 'mocha', 'bin', 'mocha.js');
  return runNode([mocha, '--reporter', reporter, distTest(folder, '**', '*.test.js')], home.env, signal);
}

const reporter = distTest('harness', 'tallyReporter.main.js');

function distTest(...names: string[]): string {
  return inRepository('dist', 'test', ...names);
}

/** Runs a kind as a process. One that crashes, runs no test, or leaves processes behind has failed. */
async function runNode(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'aloud-tally-'));
  const tallyFile = join(folder, 'tally.json');
  const run = randomUUID();
  const { exitCode, timedOut } = await execa(process.execPath, args, {
    env: { ...env, [tallyVariable]: tallyFile, [runVariable]: run, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    extendEnv: false,
    cancelSignal: signal,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
    timeout: limitMs,
  });
  const leftovers = await endLeftovers(run);
  const tally = await readTally(tallyFile);

  const faults = leftovers.map((commandLine) => `a process was left behind: ${commandLine}`);
  if (!tally || tally.passed + tally.failed === 0) faults.push('no test ran to its end');
  else if (exitCode !== 0 && tally.failed === 0) faults.push(`the tests ended with exit code ${String(exitCode)}`);
  if (timedOut) faults.push(`still running after ${limitMs / 60_000} minutes`);
  for (const fault of faults) console.log(`  ✖ ${fault}`);
  return { passed: tally?.passed ?? 0, failed: (tally?.failed ?? 0) + faults.length };
}

async function readTally(file: string): Promise<Tally | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Tally);
}
