// Packs the grammars that the CLI uses, which has no installed extensions to take them from, into one folder.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { grammars, injections } from 'tm-grammars';

const packageFolder = dirname(fileURLToPath(import.meta.resolve('tm-grammars')));

/** What may be passed on. Some grammars of the package are GPL, of others nobody knows. */
const licences = new Set(['MIT', 'Apache-2.0', 'ISC', 'BSD-3-Clause']);
/** Licensed as freely, but not by a name that tm-grammars recognises: TextMate's own bundles, and Apache-2.0. */
const licensedOtherwise = new Set(['toml', 'yaml', 'elixir']);

/** Language ids of VS Code that tm-grammars knows neither as a name nor as an alias. */
const editorIds = {
  typescriptreact: 'tsx',
  javascriptreact: 'jsx',
  restructuredtext: 'rst',
  aspnetcorerazor: 'razor',
  'cuda-cpp': 'cpp',
  proto3: 'proto',
};

/** @param {string} folder gets `index.json` (see GrammarContribution), a packed file for each grammar, and their licences */
export function packGrammars(folder) {
  mkdirSync(folder, { recursive: true });
  const index = [];
  const shipped = [...grammars, ...injections].filter(
    ({ name, license }) => licences.has(license) || licensedOtherwise.has(name),
  );
  for (const { name, aliases = [], scopeName, injectTo = [], embeddedIn = [] } of shipped) {
    pack(`${name}.json`, readFileSync(join(packageFolder, 'grammars', `${name}.json`)));
    const hosts = grammars.filter((grammar) => embeddedIn.includes(grammar.name)).map((grammar) => grammar.scopeName);
    const ids = Object.keys(editorIds).filter((id) => editorIds[id] === name);
    const path = `${name}.json.gz`;
    index.push({ scopeName, path, language: name, injectTo: [...injectTo, ...hosts] });
    for (const language of [...aliases, ...ids]) index.push({ scopeName, path, language });
  }

  // tm-grammars has PHP proper; a file begins as HTML.
  pack('phpInHtml.json', readFileSync(join(import.meta.dirname, '../src/comments/phpInHtml.tmLanguage.json')));
  index.push({ scopeName: 'text.html.php', path: 'phpInHtml.json.gz', language: 'php' });

  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  writeFileSync(join(folder, 'NOTICE'), noticesOf(new Set(shipped.map(({ name }) => `${name}.json`))));

  function pack(name, content) {
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
  }
}

/** The notices of tm-grammars that concern `files`. */
function noticesOf(files) {
  const rule = /^={20,}\n/mu;
  const [, ...notices] = readFileSync(join(packageFolder, 'NOTICE'), 'utf8').split(rule);
  const concerns = (notice) => (/^Files: +(.*)$/mu.exec(notice)?.[1] ?? '').split(', ').some((file) => files.has(file));
  return notices.filter(concerns).join(`${'='.repeat(80)}\n`);
}
