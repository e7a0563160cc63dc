import { execa } from 'execa';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Something of the system that tests need, with the programs that belong to it and the Debian package that has it. */
export interface Tool {
  readonly programs: readonly string[];
  readonly debianPackage: string;
  readonly neededFor: string;
  /** Where it is not enough to look for all programs. */
  readonly isThere?: () => boolean;
}

const browser: Tool = {
  programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  debianPackage: 'chromium',
  neededFor: 'the window of the real VS Code',
  isThere: () => findBrowser() !== undefined,
};

const linuxTools: readonly Tool[] = [
  { programs: ['pulseaudio'], debianPackage: 'pulseaudio', neededFor: 'a sound device without a loudspeaker' },
  { programs: ['parec', 'pacat', 'pactl'], debianPackage: 'pulseaudio-utils', neededFor: 'recording what is heard' },
  { programs: ['rg'], debianPackage: 'ripgrep', neededFor: "VS Code's file search" },
];

/** What tests with a window need; only Linux has the sound device that some of them record. */
export const toolsOfTests = process.platform === 'linux' ? [browser, ...linuxTools] : [browser];

/** Absolute path of a program on the PATH. */
export function findTool(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The Chromium or Chrome to drive; `CHROMIUM` in the environment overrides the search. */
export function findBrowser(): string | undefined {
  return process.env.CHROMIUM ?? browser.programs.map(findTool).find((path) => path !== undefined);
}

/**
 * Installs what is missing where that is possible: with apt, as root. Elsewhere it throws one sentence that names what is
 * missing and how to get it.
 */
export async function provideTools(tools: readonly Tool[]): Promise<void> {
  const missing = tools.filter(isMissing);
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.debianPackage);
  const apt = findTool('apt-get');
  if (!apt || process.getuid?.() !== 0) throw new Error(howToGet(missing, apt !== undefined));

  console.error(`Installing with apt: ${packages.join(', ')}`);
  const aptGet = (...args: string[]) =>
    execa(apt, args, { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdin: 'ignore' });
  const install = () => aptGet('install', '--yes', '--no-install-recommends', ...packages);
  // The lists of a fresh machine are empty or old: fetch them only when the packages cannot be had without.
  await install().catch(async () => {
    await aptGet('update');
    await install();
  });
  const stillMissing = tools.filter(isMissing);
  if (stillMissing.length > 0) throw new Error(howToGet(stillMissing, true));
}

function isMissing(tool: Tool): boolean {
  return tool.isThere ? !tool.isThere() : tool.programs.some((program) => findTool(program) === undefined);
}

function howToGet(missing: readonly Tool[], hasApt: boolean): string {
  const list = missing.map((tool) => `${tool.programs[0] ?? tool.debianPackage} (${tool.neededFor})`).join(', ');
  const packages = missing.map((tool) => tool.debianPackage).join(' ');
  return hasApt
    ? `Missing: ${list}. Install it with "sudo apt-get install ${packages}" and try again.`
    : `Missing: ${list}. Install it with your package manager (Debian calls it ${packages}) and try again.`;
}
