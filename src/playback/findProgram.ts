import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Absolute path of a program on PATH, or undefined. Folders that are relative or lie in the current folder are left out:
 * a workspace must not be able to bring its own.
 */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const here = process.cwd();
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (env.PATH ?? env.Path ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && !isWithin(folder, here))
    .map((folder) => path.join(folder, file))
    .find(isExecutableFile);
}

function isWithin(folder: string, parent: string): boolean {
  const relative = path.relative(parent, folder);
  // A current folder at the root (services, containers) holds every program there is.
  return path.dirname(parent) !== parent && !relative.startsWith('..') && !path.isAbsolute(relative);
}

function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
