import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../src/metrics/clock.js';
import { DeviceOutput } from '../../src/playback/deviceOutput.js';
import { findProgram } from '../../src/playback/findProgram.js';
import type { OutputFactory } from '../../src/playback/output.js';
import { selectOutputs } from '../../src/playback/outputs.js';
import { Player } from '../../src/playback/player.js';
import { FILE_PLAYERS, PlaySoundOutput } from '../../src/playback/playSoundOutput.js';
import { PlayerOutput, RAW_PLAYERS } from '../../src/playback/playerOutput.js';
import { SpeakerProcess } from '../../src/playback/speakerProcess.js';
import type { AloudError } from '../../src/protocol/errors.js';
import type { Recording } from './support/nullSink.js';
import { NullSink } from './support/nullSink.js';

const RATE = 24_000;
const SPEAKER_PROGRAM = path.join(__dirname, '..', '..', 'speaker.js');
/** Shorter gaps are the sound server's own, when the processor is busy. */
const GAP_MS = 100;

/** A hum without zero crossings longer than a fraction of a millisecond. */
function tone(ms: number): Float32Array {
  return Float32Array.from({ length: (ms * RATE) / 1000 }, (_, i) => 0.4 * Math.sin((2 * Math.PI * 440 * i) / RATE));
}

interface Reading {
  readonly player: Player;
  readonly ended: Promise<void>;
  readonly events: { firstAudibleMs: number; notices: string[]; endedMs: number };
}

function read(outputs: readonly OutputFactory[]): Reading {
  const events = { firstAudibleMs: NaN, notices: [] as string[], endedMs: NaN };
  let player!: Player;
  const ended = new Promise<void>((resolve, reject) => {
    player = new Player({
      sampleRate: RATE,
      outputs,
      listener: {
        onFirstAudible: ({ clockMs }) => (events.firstAudibleMs = clockMs),
        onNotice: (message) => events.notices.push(message),
        onEnded: () => {
          events.endedMs = monotonicMs();
          resolve();
        },
        onFailed: reject,
      },
    });
  });
  ended.catch(() => undefined); // those who care await it
  return { player, ended, events };
}

describe('Playback on a real sound server', function () {
  this.timeout(30_000);
  const inherited = { ...process.env };
  let sink: NullSink;
  let speaker: SpeakerProcess;
  let recording: Recording;

  beforeEach(async () => {
    sink = await NullSink.start();
    Object.assign(process.env, sink.env);
    speaker = new SpeakerProcess(SPEAKER_PROGRAM);
    speaker.start();
    recording = await sink.record();
  });

  afterEach(async () => {
    speaker.kill();
    await recording.stop();
    await sink.stop();
    process.env = { ...inherited };
  });

  const device = () => new DeviceOutput(speaker);

  /** From the first sound to the last: on a busy machine the sound server itself may have gaps in between. */
  function span(): { fromMs: number; toMs: number } {
    const sounds = recording.sounds(GAP_MS);
    assert.ok(sounds.length > 0, 'nothing was heard');
    return { fromMs: sounds[0]!.fromMs, toMs: sounds.at(-1)!.toMs };
  }

  /** Plays a tone of a second in two chunks and returns when it sounded. */
  async function playTone({ player, ended }: Reading): Promise<{ fromMs: number; toMs: number }> {
    await player.open();
    await sleep(100);
    const samples = tone(1000);
    player.write(samples.slice(0, RATE / 4));
    player.write(samples.slice(RATE / 4));
    player.end();
    await ended;
    await player.stop();
    await sleep(150);
    return span();
  }

  it('plays on the device from the moment that it reports to the moment that it ends', async () => {
    const reading = read([device]);
    const { fromMs, toMs } = await playTone(reading);
    const { firstAudibleMs, endedMs } = reading.events;
    console.log(
      `      onset ${(fromMs - firstAudibleMs).toFixed(1)} ms after the report, end told ${(endedMs - toMs).toFixed(1)} ms after the last sound`,
    );
    assert.ok(toMs - fromMs > 900, `${toMs - fromMs} ms of sound`);
    assert.ok(Math.abs(fromMs - firstAudibleMs) < 300);
    assert.ok(endedMs > toMs - 50, 'it ended before all was heard');
    assert.equal(reading.player.underruns, 0);
    assert.equal(reading.player.outputName, 'device');
  });

  it('counts the gaps that are in the recording', async () => {
    const { player, ended } = read([device]);
    await player.open();
    player.write(tone(200));
    for (let chunk = 0; chunk < 3; chunk++) {
      await sleep(700);
      assert.ok(player.write(tone(200)) < 0);
    }
    player.write(tone(200));
    player.end();
    await ended;
    await sleep(150);
    assert.equal(player.underruns, 3);
    assert.equal(recording.sounds(250).length - 1, 3, JSON.stringify(recording.sounds(GAP_MS)));
  });

  it('pauses at once and goes on where it was', async () => {
    const { player, ended } = read([device]);
    await player.open();
    player.write(tone(1500));
    player.end();
    await sleep(500);
    const pausedMs = monotonicMs();
    await player.pause();
    const atMs = (player.playheadSamples * 1000) / RATE;
    await sleep(700);
    await player.resume();
    await ended;
    await sleep(150);
    const sounds = recording.sounds(GAP_MS);
    const resumedAt = sounds.findIndex(({ fromMs }) => fromMs > pausedMs);
    const [first, last] = [sounds[0]!, sounds[resumedAt - 1]!];
    const heardMs = last.toMs - first.fromMs;
    const restMs = sounds.at(-1)!.toMs - sounds[resumedAt]!.fromMs;
    console.log(
      `      silent ${(last.toMs - pausedMs).toFixed(1)} ms after pause; heard ${heardMs.toFixed(1)} ms, playhead ${atMs.toFixed(1)} ms`,
    );
    assert.ok(Math.abs(heardMs - atMs) < 150, 'the playhead is not where the sound stopped');
    assert.ok(restMs > 1500 - atMs - 50, 'the rest was not played');
    assert.equal(player.underruns, 0);
  });

  it('is silent after stop, and the next reading plays in the same process', async () => {
    for (let turn = 0; turn < 2; turn++) {
      const soundsBefore = recording.sounds(GAP_MS).length;
      const { player } = read([device]);
      await player.open();
      player.write(tone(3000));
      await sleep(400);
      const stoppedMs = monotonicMs();
      await player.stop();
      const doneMs = monotonicMs();
      await sleep(300);
      const sound = recording.sounds(GAP_MS).at(-1)!;
      console.log(
        `      silent ${(sound.toMs - stoppedMs).toFixed(1)} ms after stop, told after ${(doneMs - stoppedMs).toFixed(1)} ms`,
      );
      assert.ok(recording.sounds(GAP_MS).length > soundsBefore);
      assert.ok(sound.toMs - stoppedMs < 500);
      assert.ok(sound.toMs > stoppedMs - 100);
    }
  });

  it('goes on at the playhead when the speaker process is killed', async () => {
    const { player, ended, events } = read([device]);
    await player.open();
    player.write(tone(2000));
    player.end();
    await sleep(600);
    speaker.kill();
    await ended;
    await sleep(150);
    const heardMs = recording.sounds(GAP_MS).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    assert.ok(heardMs > 1990 && heardMs < 2500, `heard ${heardMs} ms`);
    assert.deepEqual(events.notices, []);
  });

  it('takes the next output when the sound server dies, and fails when none is left', async () => {
    const { player, ended } = read(await selectOutputs('auto', { env: process.env, speaker }));
    await player.open();
    player.write(tone(5000));
    await sleep(500);
    await sink.stop();
    await assert.rejects(ended, { code: 'no-sound-device' });
    assert.equal(player.state, 'failed');
    assert.ok((player.playheadSamples * 1000) / RATE < 1000);
  });

  it('is not held up by a sound server that is frozen', async () => {
    const { player, ended, events } = read([
      device,
      () => new PlayerOutput(RAW_PLAYERS[0]!, findProgram('pacat', process.env)!),
    ]);
    await player.open();
    player.write(tone(3000));
    player.end();
    await sleep(500);
    sink.signal('SIGSTOP');
    const stoppedMs = monotonicMs();
    await player.pause();
    assert.ok(monotonicMs() - stoppedMs < 2000, 'pausing waited for a sound server that is frozen');
    sink.signal('SIGCONT');
    await player.resume();
    await ended;
    assert.deepEqual(events.notices, []);
    assert.equal(player.state, 'ended');
  });

  it('goes on through the next output when the device hangs, and says so', async () => {
    const pacat = RAW_PLAYERS.find(({ program }) => program === 'pacat')!;
    const { player, ended, events } = read([device, () => new PlayerOutput(pacat, findProgram('pacat', process.env)!)]);
    await player.open();
    player.write(tone(2000));
    player.end();
    await sleep(500);
    sink.signal('SIGSTOP');
    for (let tries = 0; player.outputName === 'device' && tries < 1000; tries++) await sleep(20);
    sink.signal('SIGCONT');
    assert.equal(player.outputName, 'player:pacat');
    await ended;
    assert.equal(events.notices.length, 1);
  });

  it('plays a reading that is shorter than any buffer', async () => {
    for (const choice of ['device', 'player', 'play-sound'] as const) {
      const { player, ended } = read(await selectOutputs(choice, { env: process.env, speaker }));
      const before = recording.sounds(GAP_MS).length;
      await player.open();
      player.write(tone(10));
      player.end();
      await ended;
      await sleep(GAP_MS * 2);
      assert.equal(recording.sounds(GAP_MS).length, before + 1, choice);
    }
  });

  for (const raw of RAW_PLAYERS) {
    const program = findProgram(raw.program, process.env);
    if (program === undefined) continue; // not on this machine
    it(`plays through ${raw.program}`, async () => {
      const reading = read([() => new PlayerOutput(raw, program)]);
      const { fromMs, toMs } = await playTone(reading);
      console.log(`      onset ${(fromMs - reading.events.firstAudibleMs).toFixed(1)} ms after the report`);
      assert.ok(toMs - fromMs > 970, `${toMs - fromMs} ms of sound`);
      assert.equal(reading.player.outputName, `player:${raw.program}`);
    });
  }

  for (const file of FILE_PLAYERS) {
    const program = findProgram(file.program, process.env);
    if (program === undefined) continue; // not on this machine
    it(`plays files through ${file.program} with play-sound`, async () => {
      process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'aloud-files-'));
      const reading = read([() => new PlaySoundOutput(file, program)]);
      const { player, ended, events } = reading;
      await player.open();
      player.write(tone(1000));
      player.end();
      await ended;
      await player.stop();
      await sleep(150);
      const { fromMs, toMs } = span();
      console.log(`      onset ${(fromMs - events.firstAudibleMs).toFixed(1)} ms after the report`);
      assert.ok(toMs - fromMs > 900, `${toMs - fromMs} ms of sound`);
      assert.deepEqual(readdirSync(process.env.TMPDIR), [], 'files were left behind');
    });
  }
});

describe('Playback without a sound device', () => {
  it('says so, and what to do', async () => {
    const speaker = new SpeakerProcess(SPEAKER_PROGRAM);
    const env = { PATH: process.env.PATH, PULSE_SERVER: 'unix:/nowhere' };
    await assert.rejects(selectOutputs('auto', { env, speaker }), (error: AloudError) => {
      assert.equal(error.code, 'no-sound-device');
      assert.match(error.message, /save the reading as a WAV file/);
      return true;
    });
  });

  it('takes samples as they come and plays nothing', async () => {
    const speaker = new SpeakerProcess(SPEAKER_PROGRAM);
    const { player, ended, events } = read(await selectOutputs('none', { env: {}, speaker }));
    await player.open();
    const writtenMs = monotonicMs();
    player.write(tone(60_000));
    player.end();
    await ended;
    assert.equal(player.underruns, 0);
    assert.ok(events.firstAudibleMs >= writtenMs);
    assert.ok(monotonicMs() - writtenMs < 30_000, 'it waited for sound that nobody hears');
  });

  it('finds out that the addon does not work, without harm', async () => {
    const speaker = new SpeakerProcess(path.join(__dirname, 'no-such-program.js'));
    const { player, ended } = read([() => new DeviceOutput(speaker)]);
    await player.open();
    await assert.rejects(ended, { code: 'no-sound-device' });
    assert.ok(speaker.unusable);
  });
});
