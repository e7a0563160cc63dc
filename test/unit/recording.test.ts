import assert from 'node:assert/strict';
import { between, clicksOf, levelDbfs, soundsOf, type Recording } from '../harness/recording.js';

const rateHz = 48_000;
const startedMs = 1000;

/** A recording that is `wave(time in seconds)`, `seconds` long. */
function recordingOf(seconds: number, wave: (time: number) => number): Recording {
  const samples = Float32Array.from({ length: seconds * rateHz }, (_, index) => wave(index / rateHz));
  return { samples, rateHz, clockMsAt: (sample) => startedMs + (sample / rateHz) * 1000 };
}

const hum = (time: number) => 0.5 * Math.cos(2 * Math.PI * 200 * time);

describe('recordings', () => {
  it('tell when a sound was heard', () => {
    const sounds = soundsOf(recordingOf(1, (time) => (time >= 0.25 && time < 0.5 ? hum(time) : 0)));
    assert.equal(sounds.length, 1);
    assert.equal(sounds[0]?.startMs, startedMs + 250);
    assert.ok(Math.abs(sounds[0].endMs - (startedMs + 500)) < 0.1);
  });

  it('tell a gap from the zero crossings of a wave', () => {
    const withGap = recordingOf(1, (time) => (time >= 0.5 && time < 0.51 ? 0 : hum(time)));
    assert.equal(soundsOf(withGap, 5).length, 2);
    assert.equal(soundsOf(withGap, 40).length, 1);
  });

  it('do not count what nobody hears as sound', () => {
    assert.deepEqual(soundsOf(recordingOf(1, (time) => 0.01 * hum(time))), []);
  });

  it('give the level of a part', () => {
    const recording = recordingOf(1, (time) => (time < 0.5 ? 0 : hum(time)));
    assert.equal(levelDbfs(between(recording, startedMs, startedMs + 400)), -Infinity);
    assert.ok(Math.abs(levelDbfs(between(recording, startedMs + 500, startedMs + 1000)) - -9.03) < 0.01);
  });

  it('show where the wave jumps, and nothing where it does not', () => {
    assert.deepEqual(clicksOf(recordingOf(0.5, (time) => 0.5 * Math.sin(2 * Math.PI * 6000 * time))), []);
    const jumping = recordingOf(0.5, (time) => (time < 0.25 ? hum(time) : -hum(time)));
    const clicks = clicksOf(jumping);
    assert.equal(clicks.length, 1);
    assert.ok(Math.abs(clicks[0]! - 0.25 * rateHz) < 50);
  });
});
