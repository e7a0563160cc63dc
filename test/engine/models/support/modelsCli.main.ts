import { Command, CommanderError } from 'commander';
import { join } from 'node:path';
import { addModelsCommand } from '../../../../src/cli/models.js';
import { AloudError } from '../../../../src/protocol/errors.js';

/* The `models` command alone, as a program of its own. */

const usageErrors = new Set(['unknown-model', 'bad-value']);

async function main(): Promise<void> {
  const program = new Command().exitOverride();
  addModelsCommand(program, join(__dirname, '..', '..', '..', '..', '..', 'models'));
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof AloudError) {
      console.error(error.message);
      process.exitCode = usageErrors.has(error.code) ? 2 : 1;
    } else throw error;
  }
}

void main();
