import { join } from 'node:path';
import { constants, setPriority } from 'node:os';
import { AloudError, messageOf } from '../protocol/errors.js';
import { Acoustic } from './kokoro/acoustic.js';
import { calibrateVoice, readPhrases } from './kokoro/calibration/calibrateVoice.js';
import { graphFiles } from './kokoro/derivation/derive.js';
import { deriveModel } from './deriveModel.js';
import { openOptimised } from './session.js';
import { Vocoder } from './kokoro/vocoder.js';
import { Voices } from './kokoro/voice.js';
import { tryExecution } from './trials/tryExecution.js';
import type { Job, Report } from './workshop.js';

/* The process that runJob starts: does one job and reports. */

function tell(report: Report): void {
  process.send?.(report);
}

const progress = (step: string, done: number) => {
  tell({ kind: 'progress', step, done });
};

async function run(job: Job): Promise<string> {
  switch (job.kind) {
    case 'derive':
    case 'derivePiper':
      setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
      return deriveModel(job, progress);
    case 'try':
      return JSON.stringify(await tryExecution(job.params, job.voice));
    case 'calibrate': {
      setPriority(constants.priority.PRIORITY_LOW);
      const settings = { threads: 1, provider: 'cpu' };
      const session = (file: string) => openOptimised(join(job.derivation, file), settings);
      const synthesiser = {
        acoustic: new Acoustic(await session(graphFiles.acoustic)),
        vocoder: new Vocoder(await session(graphFiles.wholeVocoder)),
        voices: new Voices(job.voicesFolder),
      };
      const phrases = await readPhrases(job.calibrationFolder);
      return calibrateVoice(synthesiser, job.voice, phrases, job.predictorsFolder, (done) => {
        progress(`Learning the voice ${job.voice}`, done);
      });
    }
  }
}

process.once('message', (job) => {
  run(job as Job).then(
    (result) => {
      tell({ kind: 'done', result });
    },
    (error: unknown) => {
      tell({ kind: 'failed', code: error instanceof AloudError ? error.code : 'internal', message: messageOf(error) });
    },
  );
});
// Whoever asked has gone: nobody waits for the result.
process.once('disconnect', () => process.exit());
