import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { loadTimeStretch } from '../../src/dsp/timeStretch.js';
import { monotonicMs } from '../../src/metrics/clock.js';
import { DeviceOutput } from '../../src/playback/deviceOutput.js';
import { Player } from '../../src/playback/player.js';
import { SpeakerProcess } from '../../src/playback/speakerProcess.js';
import { Cleanup } from '../harness/cleanup.js';
import { eventually } from '../harness/eventually.js';
import { median, pitchesOf } from '../harness/pitch.js';
import { recordedSink } from '../harness/recordedSink.js';
import type { Recorder } from '../harness/recorder.js';
import { between } from '../harness/recording.js';

const RATE = 24_000;
const VOICE_HZ = 180;
/** Syllables of the made-up voice: each is a sound and a silence of half as long. */
const SYLLABLE_MS = 300;
/** Ten times what they should take: they only keep a broken one from passing. */
const SKIP_LIMIT_MS = 1500;
const SPEED_LIMIT_MS = 10_000;

/** Something like a voice: a vowel that swells and fades once in every syllable, with a silence after it. */
function voice(seconds: number): Float32Array {
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    const phase = (((i * 1000) / RATE) % SYLLABLE_MS) / SYLLABLE_MS;
    if (phase >= 2 / 3) return 0;
    let sample = 0;
    for (let harmonic = 1; harmonic <= 8; harmonic++) {
      sample += Math.sin((2 * Math.PI * harmonic * VOICE_HZ * i) / RATE) / harmonic;
    }
    return 0.3 * sample * Math.sin((Math.PI * phase * 3) / 2);
  });
}

/** Two tones, one after the other. */
function tones(seconds: number, first: number, second: number): Float32Array {
  const wave = (i: number) => Math.sin((2 * Math.PI * (i < seconds * RATE ? first : second) * i) / RATE);
  return Float32Array.from({ length: 2 * seconds * RATE }, (_, i) => 0.4 * wave(i));
}

describe('Steering, as it is heard', function () {
  this.timeout(60_000);
  const cleanup = new Cleanup();
  let recorder: Recorder;
  let speaker: SpeakerProcess;

  before(async () => {
    recorder = await recordedSink(cleanup);
    speaker = new SpeakerProcess(resolve('dist', 'speaker.js'));
    cleanup.add(() => {
      speaker.kill();
    });
  });

  after(() => cleanup.run());

  async function play(samples: Float32Array): Promise<Player> {
    const player = new Player({
      sampleRate: RATE,
      outputs: [() => new DeviceOutput(speaker)],
      makeStretch: await loadTimeStretch(),
      listener: {},
    });
    await player.open();
    player.write(samples, 1);
    player.end();
    return player;
  }

  it('skips to another place', async () => {
    const low = 220;
    const high = 330;
    const player = await play(tones(5, low, high));
    const times: string[] = [];
    let sounding = low;
    await recorder.soundAfter(monotonicMs());
    for (const [target, hz] of [
      [6, high],
      [1, low],
      [7, high],
      [2, low],
    ] as const) {
      await eventually('the pitch before', () => pitchSince(monotonicMs() - 150) === sounding);
      const askedMs = monotonicMs();
      await player.seek(target * RATE);
      const heardMs = await eventually('the other tone', () => beginOf(hz, askedMs));
      times.push((heardMs - askedMs).toFixed(0));
      assert.ok(heardMs - askedMs < SKIP_LIMIT_MS);
      sounding = hz;
    }
    console.log(`      heard ${times.join(', ')} ms after it was asked for`);
    assert.equal(player.underruns, 0);
    await player.stop();

    /** Which of the two has been heard since then, where it is only one of them. */
    function pitchSince(clockMs: number): number | undefined {
      const { samples, rateHz } = recorder.recording(clockMs);
      const pitches = pitchesOf(samples, rateHz);
      return [low, high].find((hz) => pitches.length > 2 && pitches.every((each) => Math.abs(each / hz - 1) < 0.05));
    }

    /** Where the wave of a tone begins: from there on it crosses zero as often as that tone does. */
    function beginOf(hz: number, sinceMs: number): number | undefined {
      const { samples, rateHz, clockMsAt } = recorder.recording(sinceMs);
      const crossings: number[] = [];
      for (let i = 1; i < samples.length; i++) if (samples[i - 1]! < 0 && samples[i]! >= 0) crossings.push(i);
      const period = rateHz / hz;
      const isPeriod = (k: number) => Math.abs(crossings[k + 1]! - crossings[k]! - period) < 0.1 * period;
      const begin = crossings.findIndex(
        (_, k) => k + 8 < crossings.length && [0, 1, 2, 3, 4, 5, 6].every((j) => isPeriod(k + j)),
      );
      return begin < 0 ? undefined : clockMsAt(crossings[begin]!);
    }
  });

  it('changes the speed and keeps the pitch', async () => {
    const seconds = 12;
    const player = await play(voice(seconds));
    await recorder.soundAfter(monotonicMs());
    for (const speed of [2, 0.75, 4]) {
      await eventually('some of it', () => recorder.soundsSince(monotonicMs() - 600, 20).length > 1);
      const askedMs = monotonicMs();
      player.speed = speed;
      const heardMs = await eventually(`syllables at speed ${speed}`, () => syllableOf(SYLLABLE_MS / speed, askedMs));
      const { samples, rateHz } = between(recorder.recording(heardMs), heardMs, recorder.nowMs());
      const hz = median(pitchesOf(samples, rateHz));
      console.log(
        `      speed ${speed} heard ${(heardMs - askedMs).toFixed(0)} ms after it was asked for, at ${hz.toFixed(0)} Hz (${VOICE_HZ} Hz)`,
      );
      assert.ok(Math.abs(hz / VOICE_HZ - 1) < 0.03, 'the pitch');
      assert.ok(heardMs - askedMs < SPEED_LIMIT_MS);
    }
    await player.stop();
  });

  /** Begin of the first syllable that is as long as it should be, with the next one after as long. */
  function syllableOf(lengthMs: number, sinceMs: number): number | undefined {
    const begins = recorder.soundsSince(sinceMs, 15).map(({ startMs }) => startMs);
    // The first one may have been cut by the moment from which on it is looked for.
    const index = begins.findIndex(
      (begin, i) => i > 0 && Math.abs((begins[i + 1] ?? NaN) - begin - lengthMs) < 0.2 * lengthMs,
    );
    return index < 0 ? undefined : begins[index];
  }
});
