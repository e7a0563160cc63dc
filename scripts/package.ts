// Packs the extension: npm run package [-- --target linux-x64]
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { targets } from './packaging/native.js';
import { packageExtension } from './packaging/vsix.js';
import { repositoryFolder } from './support/repository.js';
import { main } from './support/main.js';

main(async () => {
  const { values } = parseArgs({ options: { target: { type: 'string', default: 'linux-x64' } } });
  const target = targets.find((name) => name === values.target);
  if (!target) throw new Error(`There is no target "${values.target}"; choose one of ${targets.join(', ')}.`);
  const vsix = await packageExtension(target, repositoryFolder);
  console.log(`${basename(vsix)}: ${((await stat(vsix)).size / 1e6).toFixed(1)} MB`);
});
