import type { Goal } from './finding.js';

/** What the rows of Aloud should be beside each other and beside those of others. */
export const goals: readonly Goal[] = [
  { title: 'First sound, of kokoro-js', row: 'aloud', figure: 'ttfaMs', of: 'kokoro-js', atMost: 1 / 35 },
  { title: 'First sound, of sherpa-onnx-node', row: 'aloud', figure: 'ttfaMs', of: 'sherpa-onnx-node', atMost: 1 / 35 },
  { title: 'First sound, of the published graph', row: 'aloud', figure: 'ttfaMs', of: 'published', atMost: 1 / 35 },
  {
    title: 'First sound of a sentence in one piece, of kokoro-js',
    row: 'aloud-whole',
    figure: 'ttfaMs',
    of: 'kokoro-js',
    atMost: 1 / 35,
  },
  {
    title: 'First sound of a sentence in one piece, of sherpa-onnx-node',
    row: 'aloud-whole',
    figure: 'ttfaMs',
    of: 'sherpa-onnx-node',
    atMost: 1 / 35,
  },
  { title: 'First sound in 80 ms, of kokoro-js', row: 'aloud-80', figure: 'ttfaMs', of: 'kokoro-js', atMost: 1 / 60 },
  {
    title: 'First sound in 80 ms, of sherpa-onnx-node',
    row: 'aloud-80',
    figure: 'ttfaMs',
    of: 'sherpa-onnx-node',
    atMost: 1 / 60,
  },
  { title: 'Real-time factor, of kokoro-js', row: 'aloud', figure: 'rtf', of: 'kokoro-js', atMost: 0.24 },
  {
    title: 'First sound of 20,000 characters, of the passage',
    row: 'aloud-20000',
    figure: 'ttfaMs',
    of: 'aloud',
    atMost: 1.1,
  },
  { title: 'First sound after a selection rested', row: 'aloud-rested', figure: 'ttfaMs', atMost: 30 },
  { title: 'First sound from memory', row: 'aloud-memory', figure: 'ttfaMs', atMost: 30 },
  { title: 'First sound from the disk', row: 'aloud-disk', figure: 'ttfaMs', atMost: 30 },
  { title: 'From the start of the engine to its first sound', row: 'aloud', figure: 'coldTtfaMs', atMost: 1_500 },
  { title: 'Peak memory of the engine', row: 'aloud', figure: 'peakMegabytes', atMost: 600 },
  { title: 'Underruns', row: 'aloud', figure: 'underruns', atMost: 0 },
];
