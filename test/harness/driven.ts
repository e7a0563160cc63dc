import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { targets } from '../../scripts/packaging/native.js';
import { packageExtension } from '../../scripts/packaging/vsix.js';
import { inRepository } from '../../scripts/support/repository.js';
import { installVsCode } from '../../scripts/vscode/install.js';
import { quietSettings } from '../../scripts/vscode/quietSettings.js';
import {
  installExtension,
  startVsCode,
  windowAddress,
  writeServerSettings,
  settingsFile,
  type SettingsScope,
} from '../../scripts/vscode/server.js';
import { parseCatalog } from '../../src/models/catalog.js';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { startBrowser } from './browser.js';
import { Cleanup } from './cleanup.js';
import { eventually } from './eventually.js';
import { openWindows } from './failures.js';
import { createHome } from './home.js';
import { startNullSink, type NullSink } from './nullSink.js';
import { engineWith } from './processes.js';
import { Recorder } from './recorder.js';
import { Workbench } from './workbench.js';

export type Settings = Readonly<Record<string, unknown>>;

export interface DrivenOptions {
  /** Files of the opened folder, by their path in it. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the user. */
  readonly settings?: Settings;
  /** Of the machine: the only place for those of that scope. */
  readonly machineSettings?: Settings;
  /** A fetched model is there [true]. */
  readonly models?: boolean;
  /** A sound device is there [true]. */
  readonly sound?: boolean;
  /** The browser is heard too, on the sound device [false]. */
  readonly browserSound?: boolean;
  /** Where models are downloaded from, in place of their public sources. Ends with a slash. */
  readonly downloadFrom?: string;
  /** Another extension is there too (test/fixtures/neighbour), which `reports` needs [false]. */
  readonly neighbour?: boolean;
  /** More environment for the server, the extension host and the engine. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A real VS Code into which the packaged extension was installed, with its own home folder and sound device. */
export interface Driven {
  readonly workbench: Workbench;
  /** Only with `sound`. */
  readonly sink: NullSink;
  readonly recorder: Recorder;
  /** The opened folder. */
  readonly folder: string;
  /** Aloud's data folder of this run. */
  readonly dataFolder: string;
  /** Reports of the readings that have finished. */
  readonly reports: () => Promise<ReadingReport[]>;
  /** Process id of the engine; waits for it. */
  readonly engineId: () => Promise<number>;
  /** Replaces the user's settings that the run was started with; they hold at once. */
  readonly configure: (settings: Settings) => Promise<void>;
  /** Replaces those of the machine. */
  readonly configureMachine: (settings: Settings) => Promise<void>;
  /** Those of the machine, as they are in their file. */
  readonly machineSettings: () => Promise<Settings>;
  readonly stop: () => Promise<void>;
}

const baseSettings = {
  ...quietSettings,
  // Dark or light as the browser's page says, so that a test changes it in a moment.
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
};

/** Extensions have heard by then of settings that were written. */
const HEARD_OF_MS = 500;

const baseMachineSettings = { 'aloud.output': 'device' };

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
  const { vscode, extensionsFolder: sharedExtensions } = await vsCodeWithAloud();
  const home = await createHome({ models: options.models ?? true });
  cleanup.add(home.remove);
  const extensionsFolder = options.downloadFrom
    ? await withDownloadsFrom(options.downloadFrom, sharedExtensions, join(home.folder, 'extensions'))
    : sharedExtensions;

  const sound = (options.sound ?? true) ? await startSound(cleanup) : undefined;
  const folder = join(home.folder, 'project');
  for (const [name, text] of Object.entries(options.files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const dataFolder = join(home.folder, 'vscode');
  await writeServerSettings(dataFolder, 'User', { ...baseSettings, ...options.settings });
  await writeServerSettings(dataFolder, 'Machine', { ...baseMachineSettings, ...options.machineSettings });

  const reportsFile = join(home.folder, 'reports.jsonl');
  await writeFile(reportsFile, '');
  const env = { ...home.env, ...sound?.sink.env, ALOUD_TEST_REPORTS: reportsFile, ...options.env };
  const server = await startVsCode({ vscode, dataFolder, extensionsFolder, env });
  cleanup.add(server.stop);
  const browser = await startBrowser(options.browserSound ? sound?.sink.env : undefined);
  cleanup.add(() => browser.close());
  const page = await browser.newPage({ colorScheme: 'dark', viewport: { width: 1280, height: 800 } });
  const neighbour = options.neighbour && { extensionDevelopmentPath: inRepository('test', 'fixtures', 'neighbour') };
  await page.goto(windowAddress(server.port, { folder, ...neighbour }));
  const workbench = new Workbench(page);
  await workbench.ready();
  const window = { workbench, serverFolder: dataFolder };
  openWindows.add(window);
  cleanup.add(() => {
    openWindows.delete(window);
  });

  const configure = async (scope: SettingsScope, settings: Settings) => {
    await workbench.writeSettings(scope, settings);
    const file = settingsFile(dataFolder, scope);
    const wanted = JSON.stringify(settings);
    await eventually('the settings to be written', async () => (await readFile(file, 'utf8')) === wanted);
    await sleep(HEARD_OF_MS);
  };
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
    folder,
    dataFolder: home.dataFolder,
    reports: async () => {
      const lines = (await readFile(reportsFile, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as ReadingReport);
    },
    engineId: () => eventually('the engine', () => engineWith('ALOUD_HOME', home.dataFolder)),
    configure: (settings) => configure('User', { ...baseSettings, ...settings }),
    configureMachine: (settings) => configure('Machine', { ...baseMachineSettings, ...settings }),
    machineSettings: async () => JSON.parse(await readFile(settingsFile(dataFolder, 'Machine'), 'utf8')) as Settings,
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

/** A copy of the installed extensions in which Aloud's first model is published on another server. */
async function withDownloadsFrom(server: string, extensionsFolder: string, copy: string): Promise<string> {
  await cp(extensionsFolder, copy, { recursive: true });
  const aloud = (await readdir(copy)).find((name) => name.startsWith('aloud.aloud-'))!;
  const file = join(copy, aloud, 'models', 'catalog.json');
  const text = await readFile(file, 'utf8');
  const [graph] = parseCatalog(text).models[0]!.parts;
  if (graph?.public?.kind !== 'files') throw new Error('The catalogue does not say where the graph is.');
  await writeFile(file, text.replaceAll(graph.public.base, server));
  return copy;
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
