import { Timeline } from '../metrics/timeline.js';
import type { ReadingRequest } from '../protocol/reading.js';
import type { SynthesisContext } from './speechSynthesizer.js';
import type { Synthesis } from './synthesis.js';

export interface SpeculationFigures {
  /** First chunks that were made ahead of need, those that a reading used, and those made in vain. */
  readonly made: number;
  readonly used: number;
  readonly wasted: number;
}

/** A synthesis that has its first sound, or will have it in a moment. */
interface Prepared {
  readonly key: string;
  readonly synthesis: Promise<Synthesis>;
  /** What it cost so far. */
  readonly timeline: Timeline;
  readonly cancel: AbortController;
  /** Resolves with false where it failed, or was cancelled. */
  readonly ready: Promise<boolean>;
}

/** Makes the first chunk of what may be read next, and of nothing else at a time. Gives way to whatever is really wanted. */
export class Speculation {
  private prepared: Prepared | undefined;
  private made = 0;
  private used = 0;
  private wasted = 0;

  constructor(private readonly begin: (request: ReadingRequest, context: SynthesisContext) => Promise<Synthesis>) {}

  get figures(): SpeculationFigures {
    const { made, used, wasted } = this;
    return { made, used, wasted };
  }

  /** Resolves when the first chunk is there, or will not be. Never rejects: the reading itself tells what is wrong. */
  async prepare(request: ReadingRequest): Promise<void> {
    const key = keyOf(request);
    if (this.prepared?.key === key) return;
    this.drop();
    const cancel = new AbortController();
    const timeline = new Timeline(request);
    const synthesis = this.begin(request, {
      timeline,
      bufferedAheadMs: () => 0,
      speed: () => request.speed,
      signal: cancel.signal,
    });
    const ready = this.makeFirst(synthesis, timeline).catch(() => false);
    this.prepared = { key, synthesis, timeline, cancel, ready };
    await ready;
  }

  /** The synthesis of a reading, which goes on from what was made of it; undefined where nothing was. */
  async take(request: ReadingRequest, context: SynthesisContext): Promise<Synthesis | undefined> {
    const { prepared } = this;
    if (prepared?.key !== keyOf(request)) {
      this.drop();
      return undefined;
    }
    this.prepared = undefined;
    if (!(await prepared.ready)) return undefined;
    if (prepared.timeline.cache === 'none') this.used += 1;
    const synthesis = await prepared.synthesis;
    synthesis.continueIn(context);
    context.timeline.addAhead(prepared.timeline);
    return synthesis;
  }

  /** Something else is wanted, or the model will forget what it began. */
  drop(): void {
    const { prepared } = this;
    this.prepared = undefined;
    if (!prepared) return;
    prepared.cancel.abort();
    void prepared.ready.then(async (isReady) => {
      if (isReady && prepared.timeline.cache === 'none') this.wasted += 1;
      (await prepared.synthesis).end();
    });
  }

  private async makeFirst(beginning: Promise<Synthesis>, timeline: Timeline): Promise<boolean> {
    const synthesis = await beginning;
    await synthesis.prepare();
    if (timeline.cache === 'none') this.made += 1;
    return timeline.cache !== undefined;
  }
}

/** All of a request that decides what is made first. */
function keyOf(request: ReadingRequest): string {
  const { source, pieces, languageId, symbols, pronunciations, voice, model, speed, pauseMs, ttfaBudgetMs } = request;
  const { output, resumeAt, passing } = request;
  const text = { source, pieces, languageId, symbols, pronunciations, resumeAt, passing };
  return JSON.stringify({ ...text, voice, model, speed, pauseMs, ttfaBudgetMs, output });
}
