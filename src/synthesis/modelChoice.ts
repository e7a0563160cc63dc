/** How fast a model was on this machine. */
export interface ModelSpeed {
  /** Time of work for a second of speech, in seconds. */
  readonly rtf: number;
  /** Until a whole sentence begins to sound. */
  readonly firstSoundMs: number;
}

export interface ModelCandidate {
  readonly id: string;
  readonly name: string;
  /** Undefined while nothing was measured. */
  readonly speed: ModelSpeed | undefined;
}

export interface ModelChoice {
  readonly id: string;
  /** For the user, where it is not the model that sounds best. */
  readonly notice?: string;
}

/** Beyond this little is left for whatever else the machine does, and reading stutters. */
const mostRtf = 0.8;

/**
 * The best-sounding model that is fast enough here. One that was never measured is taken at its word: it is tried when it
 * was used and nobody reads.
 * @param candidates best-sounding first; at least one
 */
export function chooseModel(candidates: readonly ModelCandidate[], budgetMs: number): ModelChoice {
  const keepsUp = ({ speed }: ModelCandidate) => !speed || speed.rtf <= mostRtf;
  const isInTime = (candidate: ModelCandidate) =>
    keepsUp(candidate) && (!candidate.speed || candidate.speed.firstSoundMs <= budgetMs);
  const best = candidates[0]!;
  const fastest = candidates.reduce((a, b) => ((b.speed?.rtf ?? 0) < (a.speed?.rtf ?? 0) ? b : a));
  const chosen = candidates.find(isInTime) ?? candidates.find(keepsUp) ?? fastest;
  if (chosen === best || !best.speed) return { id: chosen.id };
  const { rtf, firstSoundMs } = best.speed;
  const why = keepsUp(best)
    ? `begins a sentence only after ${firstSoundMs.toFixed(0)} ms on this machine`
    : `takes ${rtf.toFixed(1)} s for each second of speech on this machine`;
  const notice = `${best.name} ${why}, so ${chosen.name} reads. Set the model to "${best.id}" to have it anyway.`;
  return { id: chosen.id, notice };
}
