import satisfies from 'spdx-satisfies';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../support/repository.js';

/** What may be shipped. A licence that is not here, GPL and AGPL among them, stops the packaging. */
const permissive = ['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'];

/** Who holds the copyright of packages that are published under the MIT licence without its text. */
const holders: Readonly<Record<string, string>> = {
  '@audio/speaker': 'Dmitry Iv.',
  '@vscode/l10n': 'Microsoft Corporation',
  'fft.js': '2017 Fedor Indutny',
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-node': 'Microsoft Corporation',
};

interface ThirdPartyPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Its licence and notice files. */
  readonly texts: readonly string[];
}

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * The notices of everything that an installed Aloud contains: of the data in models/ (hand-kept there) and of each package
 * that production code depends on, directly or not. Throws when a package has no permissive licence.
 */
export async function thirdPartyNotices(): Promise<string> {
  const packages = await productionPackages();
  const refused = packages.filter(({ licence }) => !isPermissive(licence));
  if (refused.length > 0) {
    const list = refused.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join(', ');
    throw new Error(`Not under a licence that may be shipped: ${list}.`);
  }
  const data = await readFile(inRepository('models', 'NOTICES.txt'), 'utf8').catch(() => '');
  const rule = '-'.repeat(80);
  const chapters = packages.map(({ name, version, licence, texts }) =>
    [`${name} ${version} (${licence})`, ...texts].join('\n\n'),
  );
  return ['Aloud contains work of others. Their notices follow.', ...(data ? [data.trim()] : []), ...chapters]
    .join(`\n\n${rule}\n\n`)
    .concat('\n');
}

async function productionPackages(): Promise<ThirdPartyPackage[]> {
  const lock = JSON.parse(await readFile(inRepository('package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  const folders = Object.entries(lock.packages)
    // Types vanish in the build; addons of other platforms are not installed and are under the licence of their main package.
    .filter(([folder, entry]) => folder !== '' && !entry.dev && !entry.optional && !folder.includes('/@types/'))
    .map(([folder]) => folder)
    .sort();
  return Promise.all(folders.map(readPackage));
}

async function readPackage(folder: string): Promise<ThirdPartyPackage> {
  const path = inRepository(folder);
  const manifest = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as PackageManifest;
  const files = (await readdir(path)).filter((name) => /^(licen[cs]e|copying|notice|thirdparty)/i.test(name)).sort();
  const { name, version, license = 'none' } = manifest;
  const texts =
    files.length > 0
      ? await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')))
      : [await mitLicence(name)];
  return { name, version, licence: license, texts: texts.map((text) => text.replaceAll('\r\n', '\n').trim()) };
}

/** Our own licence is the MIT licence too: only its holder is another. */
async function mitLicence(name: string): Promise<string> {
  const holder = holders[name];
  if (!holder) throw new Error(`${name} comes without the text of its licence; add its holder to notices.ts.`);
  const ours = await readFile(inRepository('LICENSE'), 'utf8');
  return ours.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}

function isPermissive(licence: string): boolean {
  try {
    return satisfies(licence, permissive);
  } catch {
    return false; // not an SPDX expression
  }
}
