import type { SegmentRow, SentencePlace, SkippedPassage, WordTime } from '../protocol/reading.js';

/** What synthesis makes of a text, in order: for each segment its beginning, then its chunks, then its end. */
export type Produced =
  | { readonly kind: 'skipped'; readonly passage: SkippedPassage }
  /** A sentence for the user. */
  | { readonly kind: 'notice'; readonly message: string }
  | {
      readonly kind: 'begun';
      /** Source offsets. */
      readonly start: number;
      readonly end: number;
      readonly sentence: SentencePlace;
      readonly words: readonly WordTime[];
    }
  /** Words of the segment under way that were not among those of its beginning: those of the next chunk. */
  | { readonly kind: 'words'; readonly sentence: SentencePlace; readonly words: readonly WordTime[] }
  /** `speed` is that of the samples, which is to be told from the one wanted by now. */
  | { readonly kind: 'chunk'; readonly samples: Float32Array; readonly speed: number; readonly computeMs: number }
  | { readonly kind: 'made'; readonly row: SegmentRow };
