// Runs a program of this folder on a fresh clone as well as on one that is set up:
//   node scripts/run.mjs start|test|package [arguments]
// Plain JavaScript without packages, because it is what installs the packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = [20, 19];
const root = fileURLToPath(new URL('..', import.meta.url));

/** Only what is too old is refused: newer majors of Node work. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`This is Node ${process.versions.node}; please install Node ${oldestNode.join('.')} or newer and try again.`);
}

/**
 * What was installed is known by a copy of its lock file, made last: neither a killed installation nor one for another
 * commit, whatever the dates of its files, is taken for a complete one.
 */
function installPackages() {
  const installed = join(root, 'node_modules', '.installed-lock.json');
  const wanted = readFileSync(join(root, 'package-lock.json'));
  if (existsSync(installed) && readFileSync(installed).equals(wanted)) return;
  console.log('Installing packages (npm ci)…');
  // npm is a script on Windows, which only a shell can start.
  execute('npm', ['ci', '--loglevel=error'], { shell: process.platform === 'win32' });
  writeFileSync(installed, wanted);
}

/** Building takes a second, little more than finding out for certain whether it is needed. Only tests want all of it. */
function build(program) {
  execute(process.execPath, ['esbuild.js', ...(program === 'test' ? [] : [`--script=${program}`])]);
}

function execute(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`"${[command, ...args].join(' ')}" failed; its messages above say why.`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

const [program, ...programArguments] = process.argv.slice(2);
requireNode();
installPackages();
build(program);
process.chdir(root);
// In this very process, so that Ctrl+C reaches the program and it can clean up.
process.argv = [process.execPath, join(root, 'dist', 'scripts', `${program}.js`), ...programArguments];
createRequire(import.meta.url)(process.argv[1]);
