import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { targets } from '../../scripts/packaging/native.js';
import { packageExtension } from '../../scripts/packaging/vsix.js';
import { installVsCode } from '../../scripts/vscode/install.js';
import { quietSettings } from '../../scripts/vscode/quietSettings.js';
import { installExtension, startVsCode, windowAddress, writeUserSettings } from '../../scripts/vscode/server.js';
import { startBrowser } from './browser.js';
import { Cleanup } from './cleanup.js';
import { createHome } from './home.js';
import { startNullSink, type NullSink } from './nullSink.js';
import { Recorder } from './recorder.js';
import { Workbench } from './workbench.js';

export interface DrivenOptions {
  /** Files of the opened folder, by their path in it. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A fetched model is there [true]. */
  readonly models?: boolean;
  /** A sound device is there [true]. */
  readonly sound?: boolean;
  /** More environment for the server, the extension host and the engine. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A real VS Code into which the packaged extension was installed, with its own home folder and sound device. */
export interface Driven {
  readonly workbench: Workbench;
  /** Only with `sound`. */
  readonly sink: NullSink;
  readonly recorder: Recorder;
  /** Aloud's data folder of this run. */
  readonly dataFolder: string;
  /** Replaces the settings that the run was started with; they hold at once. */
  readonly configure: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const baseSettings = {
  ...quietSettings,
  'aloud.output': 'device',
  'workbench.colorTheme': 'Default Dark Modern',
};

export async function startDriven(options: DrivenOptions): Promise<Driven> {
  const cleanup = new Cleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: DrivenOptions, cleanup: Cleanup): Promise<Driven> {
  const { vscode, extensionsFolder } = await vsCodeWithAloud();
  const home = await createHome({ models: options.models ?? true });
  cleanup.add(home.remove);

  const sound = (options.sound ?? true) ? await startSound(cleanup) : undefined;
  const folder = join(home.folder, 'project');
  for (const [name, text] of Object.entries(options.files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const dataFolder = join(home.folder, 'vscode');
  await writeUserSettings(dataFolder, { ...baseSettings, ...options.settings });

  const env = { ...home.env, ...sound?.sink.env, ...options.env };
  const server = await startVsCode({ vscode, dataFolder, extensionsFolder, env });
  cleanup.add(server.stop);
  const browser = await startBrowser();
  cleanup.add(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(windowAddress(server.port, { folder }));
  const workbench = new Workbench(page);
  await workbench.ready();

  const silent = (): never => {
    throw new Error('This run was started without sound.');
  };
  return {
    workbench,
    get sink() {
      return sound?.sink ?? silent();
    },
    get recorder() {
      return sound?.recorder ?? silent();
    },
    dataFolder: home.env.ALOUD_HOME!,
    configure: (settings) => workbench.writeSettings({ ...baseSettings, ...settings }),
    stop: () => cleanup.run(),
  };
}

async function startSound(cleanup: Cleanup): Promise<{ sink: NullSink; recorder: Recorder }> {
  const sink = await startNullSink();
  cleanup.add(sink.stop);
  const recorder = await Recorder.start(sink);
  cleanup.add(() => recorder.stop());
  return { sink, recorder };
}

let prepared: ReturnType<typeof prepare> | undefined;

/** Packs the extension and installs it, once for all tests of a process. */
function vsCodeWithAloud(): ReturnType<typeof prepare> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<{ vscode: string; extensionsFolder: string }> {
  const target = targets.find((name) => name === `${process.platform}-${process.arch}`);
  if (!target) throw new Error(`There is no Aloud for ${process.platform} on ${process.arch}.`);
  const vscode = await installVsCode();
  const folder = await mkdtemp(join(tmpdir(), 'aloud-vsix-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const vsix = await packageExtension(target, folder);
  const extensionsFolder = join(folder, 'extensions');
  await installExtension(vsix, { vscode, dataFolder: join(folder, 'vscode'), extensionsFolder });
  return { vscode, extensionsFolder };
}
