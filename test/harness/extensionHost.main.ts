// What the extension host of the VS Code from npm runs (extensionTestsPath): mocha over test/vscode.
import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { reportMark } from './reportMark.js';

export function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => {
    for (const line of format(...values).split('\n')) console.log(reportMark + line);
  };
  const dist = join(__dirname, '..', '..');
  const mocha = new Mocha({
    reporter: join(dist, 'test', 'harness', 'tallyReporter.main.js'),
    color: process.env.FORCE_COLOR === '1',
    timeout: 60_000,
    forbidOnly: true,
    forbidPending: true,
  });
  const folder = join(dist, 'test', 'vscode');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.js')).sort()) mocha.addFile(join(folder, file));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
  });
}
