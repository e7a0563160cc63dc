// Runs test/vscode inside an extension host of the VS Code from npm, with the extension from its sources' folder.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository, repositoryFolder } from '../../scripts/support/repository.js';
import { main } from '../../scripts/support/main.js';
import { installVsCode } from '../../scripts/vscode/install.js';
import { quietSettings } from '../../scripts/vscode/quietSettings.js';
import { startVsCode, windowAddress, writeServerSettings } from '../../scripts/vscode/server.js';
import { startBrowser } from './browser.js';
import { Cleanup } from './cleanup.js';
import { reportMark } from './reportMark.js';
import { createHome } from './home.js';
import { startNullSink } from './nullSink.js';

main(async () => {
  const cleanup = new Cleanup();
  try {
    process.exitCode = await runInExtensionHost(cleanup);
  } finally {
    await cleanup.run();
  }
});

async function runInExtensionHost(cleanup: Cleanup): Promise<number> {
  const vscode = await installVsCode();
  const home = await createHome({ models: true });
  cleanup.add(home.remove);
  // Sound is proven by the driven tests; on other systems than Linux these here do without.
  const sink = process.platform === 'linux' ? await startNullSink() : undefined;
  if (sink) cleanup.add(sink.stop);
  const folder = join(home.folder, 'project');
  await mkdir(folder);
  const dataFolder = join(home.folder, 'vscode');
  // The browser is silent: what these tests read is played by the extension's side.
  await writeServerSettings(dataFolder, 'User', quietSettings);
  await writeServerSettings(dataFolder, 'Machine', { 'aloud.output': 'device' });

  const server = await startVsCode({
    vscode,
    dataFolder,
    extensionsFolder: join(home.folder, 'extensions'),
    env: { ...home.env, ...sink?.env },
  });
  cleanup.add(server.stop);
  const browser = await startBrowser();
  cleanup.add(() => browser.close());
  const page = await browser.newPage();

  // Through these two functions of the page VS Code hands out what the extension host prints, and how its tests ended.
  const others: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_severity: string, values: readonly unknown[]) => {
    const text = values.join(' ');
    if (text.startsWith(reportMark)) console.log(text.slice(reportMark.length));
    else others.push(text);
  });
  const exitCode = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.goto(
    windowAddress(server.port, {
      folder,
      extensionDevelopmentPath: repositoryFolder,
      extensionTestsPath: inRepository('dist', 'test', 'harness', 'extensionHost.main.js'),
    }),
  );
  // What the window itself logs is of interest only when something went wrong.
  const code = await exitCode;
  if (code !== 0) console.log(`\nThe window's log:\n${others.join('\n')}`);
  return code;
}
