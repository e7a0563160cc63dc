import { setTimeout as sleep } from 'node:timers/promises';
import type { TextPiece } from '../protocol/reading.js';
import { ArrivingText } from './arrivingText.js';
import { TextBytes } from './textBytes.js';

/** A program that writes a sentence bit by bit may take longer over it than a listener wants to wait. */
const PATIENCE_MS = 150;

export const STANDARD_INPUT = 'Standard input';

/**
 * Gives out a text while it comes: as soon as there is one its first sentence, or first clause where that is slow to be
 * completed; then whatever sentences are complete.
 * @throws AloudError `not-text`
 */
export async function* arrivingText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TextPiece> {
  const bytes = new TextBytes(STANDARD_INPUT);
  const text = new ArrivingText();
  const chunks = stream[Symbol.asyncIterator]();
  let isFirst = true;
  for (;;) {
    const coming = chunks.next();
    const clause: TextPiece | undefined = isFirst && (await isSlow(coming)) ? text.clause() : undefined;
    if (clause) yield clause;
    const arrived = await coming;
    if (arrived.done === true) break;
    const piece = text.push(bytes.push(arrived.value));
    if (piece) yield piece;
    isFirst &&= !(clause ?? piece);
  }
  bytes.end();
  const last = text.end();
  if (last) yield last;
}

async function isSlow(coming: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([coming, sleep(PATIENCE_MS, 'slow' as const)])) === 'slow';
}
