// From a fresh clone to a voice: npm start [-- --no-editor]
import { parseArgs } from 'node:util';
import { openEditor } from './support/editor.js';
import { main } from './support/main.js';
import { readSample } from './support/sample.js';
import { fetchModels } from './support/cli.js';

main(async () => {
  const { values } = parseArgs({ options: { 'no-editor': { type: 'boolean', default: false } } });
  await fetchModels('kokoro');
  await readSample();
  if (!values['no-editor']) await openEditor();
});
