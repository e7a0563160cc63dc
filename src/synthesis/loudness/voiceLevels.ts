import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { LoudnessMeter } from '../../metrics/loudness.js';

/** How loud every reading shall be. */
export const targetLufs = -16;
/** What a voice is taken for until it has been heard. */
export const usualLufs = -23;
/** Nothing is made louder or softer than this: then something else is wrong. */
const mostGainDb = 20;
/** So much speech tells how loud a voice is. */
const enoughSeconds = 10;

/** Loudness of voices as their model speaks, in LUFS. */
const levelsSchema = z.record(z.string(), z.number());
type Levels = z.infer<typeof levelsSchema>;

interface Hearing {
  readonly meter: LoudnessMeter;
  seconds: number;
}

/** How a voice is brought to the loudness of all others: by one gain, which never changes within a reading. */
export interface VoiceLevel {
  readonly gainDb: number;
  /** Takes note of what the voice said, with the gain applied. */
  hear(samples: Float32Array): void;
}

/** What is known of the loudness of one model's voices: shipped for some, learnt in use for others. */
export class VoiceLevels {
  private readonly heard = new Map<string, Hearing>();

  private constructor(
    private readonly path: string,
    private readonly sampleRate: number,
    private readonly shipped: Levels,
    private learnt: Levels,
  ) {}

  /**
   * @param shipped File of the package with the levels of all models.
   * @param learnt File in which what is learnt is kept.
   */
  static async open(shipped: string, learnt: string, model: string, sampleRate: number): Promise<VoiceLevels> {
    const all = z.record(z.string(), levelsSchema).safeParse(await readJson(shipped));
    const own = levelsSchema.safeParse(await readJson(learnt));
    return new VoiceLevels(learnt, sampleRate, all.data?.[model] ?? {}, own.data ?? {});
  }

  /** The level of a voice in the reading that begins. */
  of(voice: string): VoiceLevel {
    const known = this.shipped[voice] ?? this.learnt[voice];
    const gainDb = Math.round(10 * clamp(targetLufs - (known ?? usualLufs))) / 10;
    return { gainDb, hear: known === undefined ? this.hearing(voice, gainDb) : () => undefined };
  }

  /** Learns from what was heard so far. To be called between readings; never rejects. */
  async learn(): Promise<void> {
    let isNew = false;
    for (const [voice, { meter, seconds }] of this.heard) {
      const { lufs } = meter;
      if (seconds < enoughSeconds || lufs === null) continue;
      this.heard.delete(voice);
      this.learnt = { ...this.learnt, [voice]: Math.round(100 * lufs) / 100 };
      isNew = true;
    }
    if (!isNew) return;
    const draft = `${this.path}.${process.pid}`;
    // A convenience: where it cannot be written, the voice is learnt again the next time.
    await writeFile(draft, JSON.stringify(this.learnt))
      .then(() => rename(draft, this.path))
      .catch(() => undefined);
  }

  private hearing(voice: string, gainDb: number): (samples: Float32Array) => void {
    const hearing = this.heard.get(voice) ?? { meter: new LoudnessMeter(this.sampleRate), seconds: 0 };
    this.heard.set(voice, hearing);
    const undo = 10 ** (-gainDb / 20);
    return (samples) => {
      hearing.meter.push(samples.map((sample) => sample * undo));
      hearing.seconds += samples.length / this.sampleRate;
    };
  }
}

function clamp(db: number): number {
  return Math.max(-mostGainDb, Math.min(mostGainDb, db));
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
