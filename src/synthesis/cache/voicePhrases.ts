import type { Piece } from '../schedule/cuts.js';
import { phonemesOf } from '../segment.js';
import type { Phrase } from './phrase.js';
import type { PhraseCache, Recalled } from './phraseCache.js';
import { phraseKey, type PhraseInput } from './phraseKey.js';

/** The phrases of one voice as one model speaks it at one speed. */
export class VoicePhrases {
  constructor(
    private readonly cache: PhraseCache,
    private readonly input: Omit<PhraseInput, 'phonemes'>,
  ) {}

  /** Those at another speed. */
  at(speed: number): VoicePhrases {
    return new VoicePhrases(this.cache, { ...this.input, speed });
  }

  /** Where this is true `get` finds it, but for accidents. */
  readonly has = (piece: Piece): boolean => this.cache.has(this.keyOf(piece));

  get(piece: Piece): Promise<Recalled | undefined> {
    return this.cache.get(this.keyOf(piece));
  }

  put(piece: Piece, phrase: Phrase): void {
    this.cache.put(this.keyOf(piece), phrase);
  }

  /** To be called when there is time: brings the disk up to date. */
  save(): void {
    void this.cache.save();
  }

  private keyOf(piece: Piece): string {
    return phraseKey({ ...this.input, phonemes: phonemesOf(piece) });
  }
}
