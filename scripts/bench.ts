// Measures Aloud beside others on this machine: npm run bench [-- options of "aloud bench"]
import { execa } from 'execa';
import { cliPath, fetchModels } from './support/cli.js';
import { main } from './support/main.js';

main(async () => {
  await fetchModels('kokoro', 'piper-joe');
  const args = process.argv.slice(2);
  const { exitCode } = await execa(process.execPath, [cliPath, 'bench', ...args], { stdio: 'inherit', reject: false });
  process.exitCode = exitCode ?? 1;
});
