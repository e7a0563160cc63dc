import type { SkippedPassage } from '../protocol/reading.js';
import type { Passage } from './passage.js';
import type { Boundary } from './sentence.js';

/** A stretch of text that is read in one go, and the pause after it. */
export interface Block {
  readonly passage: Passage;
  readonly boundary: Boundary & ('clause' | 'sentence' | 'paragraph');
  /** It is code: every sign counts. */
  readonly code: boolean;
}

export type BlockOrSkipped = Block | SkippedPassage;

export const isSkipped = (item: BlockOrSkipped): item is SkippedPassage => 'why' in item;
