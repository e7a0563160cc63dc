/**
 * Entry of the engine's process, forked by src/client. Its main thread answers at once, always: whatever takes long
 * runs in the inference thread.
 */
import { join } from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } from 'vscode-jsonrpc/node';
import {
  AdjustReading,
  ClearCache,
  EngineLog,
  ExtendReading,
  Initialize,
  PauseReading,
  Ping,
  Prepare,
  Preparing,
  ReadingHappened,
  ResumeReading,
  SkipReading,
  Speculate,
  StartReading,
  StopReading,
  Warm,
} from '../protocol/engine.js';
import type { ErrorData } from '../protocol/engine.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import { GetMeasurements, GetPerformance, GetStatus } from '../protocol/performance.js';
import { HeardInWindow, PlayInWindow } from '../protocol/windowSound.js';
import { Engine } from './engine.js';
import { memory } from './status.js';

const INTERNAL_ERROR = -32603;

/** Tests put a thread of their own in place, with less patience for it. */
const [inferencePath = join(__dirname, 'inference.js'), hangMs] = process.argv.slice(2);

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const engine = new Engine({
  inferencePath,
  ...(hangMs !== undefined && { hangMs: Number(hangMs) }),
  speakerPath: join(__dirname, 'speaker.js'),
  workshopPath: join(__dirname, 'workshop.js'),
  preparing: (step, done) => void connection.sendNotification(Preparing, { step, done }),
  happened: (id, event) => void connection.sendNotification(ReadingHappened, { id, event }),
  play: (message) => void connection.sendNotification(PlayInWindow, message),
  log: (level, message) => void connection.sendNotification(EngineLog, { level, message }),
  giveUp: (why) => {
    void connection.sendNotification(EngineLog, { level: 'error', message: why }).finally(end);
  },
});

/** Lets AloudErrors keep their code on the way to the client. */
function answering<P, R>(handle: (params: P) => Promise<R> | R): (params: P) => Promise<R> {
  return async (params) => {
    try {
      return await handle(params);
    } catch (error) {
      const code = error instanceof AloudError ? error.code : 'internal';
      throw new ResponseError<ErrorData>(INTERNAL_ERROR, messageOf(error), { code });
    }
  };
}

connection.onRequest(
  Initialize,
  answering((options) => engine.initialize(options)),
);
connection.onRequest(
  Warm,
  answering(() => engine.warm()),
);
connection.onRequest(
  Prepare,
  answering((options) => engine.prepare(options)),
);
connection.onRequest(Ping, answering(memory));
connection.onRequest(
  ClearCache,
  answering(() => engine.clearCache()),
);
connection.onRequest(
  Speculate,
  answering((request) => engine.speculate(request)),
);
connection.onRequest(
  StartReading,
  answering((request) => engine.startReading(request)),
);
connection.onRequest(
  StopReading,
  answering(({ id }) => engine.stop(id)),
);
connection.onRequest(
  PauseReading,
  answering(({ id }) => engine.pause(id)),
);
connection.onRequest(
  ResumeReading,
  answering(({ id }) => engine.resume(id)),
);
connection.onRequest(
  SkipReading,
  answering(({ id, to }) => engine.skip(id, to)),
);
connection.onRequest(
  ExtendReading,
  answering(({ id, ...extension }) => engine.extend(id, extension)),
);
connection.onRequest(
  AdjustReading,
  answering(({ id, ...adjustment }) => engine.adjust(id, adjustment)),
);
connection.onRequest(
  GetStatus,
  answering(() => engine.status()),
);
connection.onRequest(
  GetPerformance,
  answering(() => engine.performance()),
);
connection.onRequest(
  GetMeasurements,
  answering(() => engine.measurements()),
);
connection.onNotification(HeardInWindow, (message) => {
  engine.heard(message);
});
connection.listen();

process.on('disconnect', end);
// Ctrl+C reaches every process of a terminal: whoever started this one ends it, once what is under way has been put right.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => {
  void connection.sendNotification(EngineLog, { level: 'error', message: error.stack ?? error.message }).finally(end);
});

/** Writing down what was spoken may take so long. */
const SAVE_MS = 200;

/**
 * The process must end now, but `process.exit` waits for the inference thread to come back from native code, which
 * can take seconds. So it says goodbye to the device and kills itself.
 */
function end(): void {
  engine.silence();
  const kill = () => process.kill(process.pid, 'SIGKILL');
  setTimeout(kill, SAVE_MS);
  void engine.save().finally(kill);
}
