// mocha reporter: prints as 'spec' does and leaves the figures where the runner of all kinds finds them.
import { reporters, type MochaOptions, type Runner } from 'mocha';
import { writeFileSync } from 'node:fs';
import { tallyVariable, type Tally } from './tally.js';

class TallyReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const file = process.env[tallyVariable];
    if (!file) return;
    runner.once('end', () => {
      const tally: Tally = { passed: this.stats.passes, failed: this.stats.failures };
      writeFileSync(file, JSON.stringify(tally));
    });
  }
}

module.exports = TallyReporter;
