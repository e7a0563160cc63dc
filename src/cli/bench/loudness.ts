import type { EngineClient } from '../../client/engineClient.js';
import type { ReadingRequestInput } from '../../client/reading.js';
import { ProgressLine } from '../progressLine.js';
import { read, requestFor, withEngine } from './engine.js';
import type { Finding } from './finding.js';
import type { EngineFiles } from './options.js';
import { passage } from '../../metrics/passages.js';
import { emptyResults, type Results } from './results.js';
import { measureRounds, type MeasuredRow } from './rounds.js';
import type { FigureName, Row } from './row.js';
import { spreadOf } from './spread.js';

/** Of both accents, both sexes, loud and soft, and of both families of models. */
const voices = {
  kokoro: ['af_heart', 'af_bella', 'af_nicole', 'am_michael', 'am_onyx', 'bf_emma', 'bm_george', 'bm_lewis'],
  'piper-joe': ['joe'],
} as const;
const targetLufs = -16;

/** Measures how loud voices are, as they are handed to the device. */
export async function measureLoudness({ text = passage, ...files }: EngineFiles & { text?: string }): Promise<Results> {
  const progress = new ProgressLine(process.stderr);
  try {
    const { rows, notes } = await measureRounds(loudnessRows(text, files), 1, (doing) => {
      progress.update(doing);
    });
    return { ...emptyResults(text.length), rows, notes, findings: findingsOf(rows) };
  } finally {
    progress.end();
  }
}

function loudnessRows(text: string, files: EngineFiles): Row[] {
  return Object.entries(voices).flatMap(([model, ofModel]) =>
    ofModel.map((voice) => {
      const request = requestFor(text, { voice, model });
      return { id: voice, title: voice, measure: () => withEngine(files, (engine) => measure(engine, request), model) };
    }),
  );
}

async function measure(engine: EngineClient, request: ReadingRequestInput) {
  const { loudnessLufs, truePeakDbtp } = await read(engine, request);
  if (loudnessLufs === null || truePeakDbtp === null) throw new Error('nothing was audible.');
  return { loudnessLufs, truePeakDbtp };
}

function findingsOf(rows: readonly MeasuredRow[]): Finding[] {
  const values = (figure: FigureName) => rows.flatMap(({ figures }) => figures[figure]?.values ?? []);
  const off = values('loudnessLufs').map((lufs) => Math.abs(lufs - targetLufs));
  const peaks = values('truePeakDbtp');
  if (off.length === 0) return [];
  return [
    { title: 'Farthest from −16 LUFS', spread: spreadOf([Math.max(...off)]), unit: 'LU', atMost: 1 },
    { title: 'Highest true peak', spread: spreadOf([Math.max(...peaks)]), unit: 'dBTP', atMost: -1 },
  ];
}
