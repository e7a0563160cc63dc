import type { SegmentRow, SkippedPassage, SplitKind, WordTime } from '../protocol/reading.js';

/** What synthesis makes of a text, in order: for each segment its beginning, then its chunks, then its end. */
export type Produced =
  | { readonly kind: 'skipped'; readonly passage: SkippedPassage }
  | {
      readonly kind: 'begun';
      /** Source offsets. */
      readonly start: number;
      readonly end: number;
      readonly sentenceStart: number;
      readonly split: SplitKind;
      readonly words: readonly WordTime[];
    }
  | { readonly kind: 'chunk'; readonly samples: Float32Array; readonly computeMs: number }
  | { readonly kind: 'made'; readonly row: SegmentRow };
