import type { Performance } from '../protocol/performance.js';
import type { Bottleneck, ReadingSummary, StagesMs } from '../protocol/reading.js';

type Stage = Exclude<Bottleneck, 'none'>;

/** What would help, by the stage that takes longest. */
export const stageAdvice: Readonly<Record<Stage, string>> = {
  start:
    'What took longest was starting the engine: set "aloud.engine.start" to "startup", or raise "aloud.engine.idleMinutes".',
  text: 'What took longest was preparing the text: read a selection instead of a whole large document.',
  phonemize: 'What took longest was looking up pronunciations: fewer entries in "aloud.pronunciations" would help.',
  queue: 'What took longest was waiting for other work of the engine: fewer readings at once would help.',
  acoustic:
    'What took longest was the acoustic model, which sees the whole first segment: a smaller "aloud.ttfaBudgetMs" makes that segment shorter.',
  vocoder:
    'What took longest was the vocoder: let "aloud.engine.threads" and "aloud.engine.provider" be "auto", and close programs that keep the processor busy.',
  infer:
    'The published model speaks, which makes a whole utterance at once: leave VS Code open for a minute, so that the faster form can be made.',
  server:
    'What took longest was waiting for the speech server: more replicas, or one that is nearer, would help; without "aloud.engine.url" this machine speaks.',
  hold: 'What took longest was making enough sound ahead to read without gaps: close programs that keep the processor busy, or take a faster model with "aloud.model".',
  output:
    'What took longest was the sound output: where this machine has a loudspeaker, "device" is the fastest "aloud.output".',
};

/** The stage of the way to the first sound, at most one, which took most of the time of all these readings together. */
export function bottleneckOfAll(readings: readonly ReadingSummary[]): Performance['bottleneck'] {
  const totals = new Map<Stage, number>();
  for (const { stagesMs, cold, startMs } of readings) {
    for (const [stage, ms] of stagesWithStart(stagesMs, cold ? startMs : null)) {
      totals.set(stage, (totals.get(stage) ?? 0) + ms);
    }
  }
  const sum = [...totals.values()].reduce((total, ms) => total + ms, 0);
  const stage = longest(totals);
  return stage === 'none' ? null : { stage, share: totals.get(stage)! / sum, advice: stageAdvice[stage] };
}

/** The stage that took longest until the first sound. */
export function bottleneckOf(stagesMs: StagesMs, startMs: number | null): Bottleneck {
  return longest(new Map(stagesWithStart(stagesMs, startMs)));
}

function stagesWithStart(stagesMs: StagesMs, startMs: number | null): [Stage, number][] {
  const stages = Object.entries({ start: startMs, ...stagesMs }) as [Stage, number | null][];
  return stages.filter((entry): entry is [Stage, number] => entry[1] !== null);
}

function longest(totals: ReadonlyMap<Stage, number>): Bottleneck {
  let longest: Bottleneck = 'none';
  let longestMs = 0;
  for (const [stage, ms] of totals) {
    if (ms <= longestMs) continue;
    longest = stage;
    longestMs = ms;
  }
  return longest;
}
