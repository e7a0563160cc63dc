import { join } from 'node:path';
import type { ReadingRequest, SkippedPassage } from '../protocol/reading.js';
import { loadEnglish } from '../text/pronounce/english.js';
import type { English } from '../text/pronounce/english.js';
import { sentences } from '../text/sentences.js';
import type { Accent, Sentence } from '../text/sentence.js';

/** Makes sentences of what is to be read, whoever speaks them. */
export class ReadingText {
  private readonly english: Readonly<Record<Accent, English>>;

  /**
   * Takes some 100 ms, in which nothing else happens.
   * @param assetsFolder Folder of the package with the lexicons.
   */
  constructor(assetsFolder: string) {
    const lexicons = join(assetsFolder, 'lexicons');
    this.english = { us: loadEnglish(lexicons, 'us'), gb: loadEnglish(lexicons, 'gb') };
  }

  /** @param language BCP 47, of the voice. */
  sentences(
    request: ReadingRequest,
    language: string,
    onSkipped: (passage: SkippedPassage) => void,
  ): Iterable<Sentence> {
    const { source, pieces, languageId, symbols, pronunciations = {} } = request;
    const english = this.english[language === 'en-GB' ? 'gb' : 'us'];
    const isComment = source === 'comment' || source === 'comments';
    return sentences(
      isComment ? pieces.map((piece) => ({ ...piece, form: 'comment' as const })) : pieces,
      Object.keys(pronunciations).length > 0 ? english.withPronunciations(pronunciations) : english,
      { onSkipped, ...(languageId !== undefined && { languageId }), ...(symbols && { symbols }) },
    );
  }
}
