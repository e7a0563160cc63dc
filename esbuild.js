// Bundles everything that runs: the extension, the engine with its inference worker, the CLI, scripts and tests.
//   node esbuild.js [--watch] [--production] [--outdir=FOLDER] [--script=NAME]
// With a script's name neither tests nor other scripts are built: they take most of the time.
const esbuild = require('esbuild');
const { copyFileSync, readdirSync, existsSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const optionOf = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const outdir = optionOf('outdir') ?? 'dist';
const script = optionOf('script');

/** Programs by the name of their bundle. */
const programs = {
  extension: 'src/extension/extension.ts',
  engine: 'src/engine/main.ts',
  inference: 'src/synthesis/inference.ts',
  speaker: 'src/playback/speaker.ts',
  workshop: 'src/synthesis/workshop.main.ts',
  comments: 'src/comments/worker.ts',
  cli: 'src/cli/main.ts',
};

/** What runs in webviews, by the name of its bundle. */
const pages = [
  { in: 'src/panel/performance/main.tsx', out: 'panel/performance' },
  { in: 'src/panel/performance/panel.css', out: 'panel/performance' },
  { in: 'src/panel/sound/main.ts', out: 'panel/sound' },
  { in: 'src/panel/sound/worklet.ts', out: 'panel/soundWorklet' },
  { in: 'src/panel/sound/sound.css', out: 'panel/sound' },
];

const filesBelow = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
        .map((name) => join(folder, name))
    : [];

const tests = filesBelow('test', '.test.ts');
/** Programs of tests and of the benchmark. */
const helpers = filesBelow('test', '.main.ts');
const scripts = readdirSync('scripts')
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('scripts', name));

const chosen = script === undefined ? [...tests, ...scripts] : [join('scripts', `${script}.ts`)];

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: production ? false : 'linked',
  // Names stay: an error that a user reports must say where it was thrown.
  minifyWhitespace: production,
  minifySyntax: production,
  logLevel: 'warning',
  // jsonc-parser's CommonJS form cannot be bundled.
  mainFields: ['module', 'main'],
  // Small enough to be part of the program that uses it: then nobody has to look for it.
  loader: { '.wasm': 'binary' },
  // sonic-wasm looks for its wasm beside itself; it is given to it.
  define: { 'import.meta.url': '"data:"' },
  // Native code cannot be bundled; 'vscode' exists only inside the editor; the rest are tools of tests and scripts.
  external: [
    'vscode',
    'onnxruntime-node',
    '@audio/speaker-*',
    'mocha',
    'esbuild',
    'playwright-core',
    '@vscode/vsce',
    'typescript',
    '@seriousme/openapi-schema-validator',
  ],
};

const webview = {
  platform: 'browser',
  format: 'iife',
  target: 'chrome132', // of the oldest VS Code that Aloud runs in
  mainFields: ['browser', 'module', 'main'],
  external: [],
};

const builds = [
  { ...common, entryPoints: programs, outdir },
  { ...common, ...webview, entryPoints: pages, outdir },
  ...(production ? [] : [{ ...common, entryPoints: [...helpers, ...chosen], outdir, outbase: '.' }]),
];

async function main() {
  if (!watch) rmSync(outdir, { recursive: true, force: true });
  for (const options of builds) {
    if (options.entryPoints.length === 0) continue;
    if (watch) await (await esbuild.context(options)).watch();
    else await esbuild.build(options);
  }
  // The regular expressions of grammars, and the grammars of programs that have no extensions to take them from.
  copyFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'), join(outdir, 'onig.wasm'));
  const { packGrammars } = await import('./scripts/packGrammars.mjs');
  packGrammars(join(outdir, 'grammars'));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
