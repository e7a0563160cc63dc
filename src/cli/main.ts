/** Entry of the command line: the same engine without an editor. */
import { Command } from 'commander';
import { version } from '../../package.json';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { ErrorCode } from '../protocol/errors.js';
import { addBench } from './bench.js';
import { addDoctor } from './doctor.js';
import { addModelsCommand } from './models.js';
import { assetsFolder } from './engine.js';
import { addSay } from './say.js';
import { addServe } from './serve.js';
import { addText } from './text.js';

const WRONG_USAGE = 2;
/** What the user wrote is wrong, not what came of it. */
const usageErrors: readonly ErrorCode[] = ['bad-value', 'unknown-voice', 'unknown-model'];

const program = new Command('aloud')
  .version(version)
  .description('Reads text aloud with a neural voice that runs on this machine.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
for (const add of [addSay, addText, addServe, addDoctor, addBench]) add(program);
addModelsCommand(program, assetsFolder);
for (const command of program.commands) command.copyInheritedSettings(program);

program.parseAsync().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = error instanceof AloudError && usageErrors.includes(error.code) ? WRONG_USAGE : 1;
});
