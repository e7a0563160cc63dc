import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoudnessMeter } from '../../src/metrics/loudness.js';
import { VoiceLevels } from '../../src/synthesis/loudness/voiceLevels.js';

const rate = 24_000;

/** A tone of so many LUFS. */
function tone(seconds: number, lufs: number): Float32Array {
  const amplitude = 10 ** ((lufs + 3.01) / 20);
  return Float32Array.from({ length: seconds * rate }, (_, i) => amplitude * Math.sin((2 * Math.PI * 997 * i) / rate));
}

describe('loudness of voices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aloud-test-'));
  const shipped = join(folder, 'shipped.json');
  const learnt = join(folder, 'learnt.json');
  const open = () => VoiceLevels.open(shipped, learnt, 'kokoro', rate);

  before(() => {
    writeFileSync(shipped, JSON.stringify({ kokoro: { loud: -12, soft: -30, silent: -80 }, other: { loud: -20 } }));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is brought to −16 LUFS by what is known of a voice', async () => {
    const levels = await open();
    assert.equal(levels.of('loud').gainDb, -4);
    assert.equal(levels.of('soft').gainDb, 14);
    assert.equal(levels.of('silent').gainDb, 20);
  });

  it('is learnt once from a voice that nothing is known of', async () => {
    const levels = await open();
    const level = levels.of('new');
    const asPlayed = (seconds: number) => tone(seconds, -26).map((sample) => sample * 10 ** (level.gainDb / 20));
    level.hear(asPlayed(6));
    await levels.learn();
    assert.equal(levels.of('new').gainDb, level.gainDb, 'six seconds are too few');
    level.hear(asPlayed(6));
    assert.equal(levels.of('new').gainDb, level.gainDb, 'nothing changes before the reading ends');
    await levels.learn();
    const { gainDb } = levels.of('new');
    assert.equal(gainDb, 10);

    const meter = new LoudnessMeter(rate);
    meter.push(tone(5, -26).map((sample) => sample * 10 ** (gainDb / 20)));
    assert.ok(Math.abs(meter.lufs! + 16) < 0.1);
    assert.equal((await open()).of('new').gainDb, 10);
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(learnt, 'utf8')) as object), ['new']);
  });

  it('is a usual one where the files are missing or damaged', async () => {
    const nowhere = await VoiceLevels.open(join(folder, 'none'), join(folder, 'none'), 'kokoro', rate);
    writeFileSync(learnt, '{ "new": "loud"');
    const damaged = await open();
    assert.equal(nowhere.of('new').gainDb, 7);
    assert.equal(damaged.of('new').gainDb, 7);
    assert.equal(damaged.of('soft').gainDb, 14);
  });
});
