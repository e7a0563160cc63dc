/** A phoneme lasts about so long at speed 1, as does what separates two words: 52 to 65 in Kokoro's voices. */
const USUAL_MS = 56;
/** What is usual weighs as much as so many phonemes that were heard: half a sentence. */
const USUAL_WEIGHT = 30;

/** How fast a voice speaks, learnt from what it said. Its units are phonemes and what separates words. */
export class SpeakingPace {
  private units = USUAL_WEIGHT;
  /** At speed 1. */
  private ms = USUAL_WEIGHT * USUAL_MS;

  unitMs(speed: number): number {
    return this.ms / this.units / speed;
  }

  /** So many units took so long, without silence around them. */
  heard(units: number, ms: number, speed: number): void {
    this.units += units;
    this.ms += ms * speed;
  }
}
