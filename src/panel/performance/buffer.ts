import type { ChunkRow } from '../../protocol/reading.js';

/** A point of the line that shows how much sound is ahead of the playhead. */
export interface BufferPoint {
  /** Where the playhead is, from the reading's first sample. */
  readonly atMs: number;
  readonly aheadMs: number;
}

export interface Buffer {
  /** A saw: each chunk lifts it, and it falls by a second a second. */
  readonly points: readonly BufferPoint[];
  /** Where the playhead stood and waited. */
  readonly gapsAtMs: readonly number[];
  readonly audioMs: number;
  readonly computeMs: number;
}

/**
 * The sound ahead of the playhead over the course of a reading.
 * @param playheadMs Where the playhead is now; left out of a reading that has been heard.
 */
export function bufferOf(chunks: readonly ChunkRow[], playheadMs?: number): Buffer {
  const points: BufferPoint[] = [{ atMs: 0, aheadMs: 0 }];
  const gapsAtMs: number[] = [];
  let audioMs = 0;
  let computeMs = 0;
  let atMs = 0;
  for (const [index, chunk] of chunks.entries()) {
    // What is left when a chunk arrives tells where the playhead was; jitter must not move it backwards.
    atMs = Math.max(atMs, Math.min(audioMs - chunk.slackMs, audioMs));
    if (index > 0 && chunk.slackMs < 0) gapsAtMs.push(atMs);
    points.push({ atMs, aheadMs: audioMs - atMs });
    audioMs += chunk.audioMs;
    computeMs += chunk.computeMs;
    points.push({ atMs, aheadMs: audioMs - atMs });
  }
  const nowMs = Math.min(Math.max(playheadMs ?? audioMs, atMs), audioMs);
  points.push({ atMs: nowMs, aheadMs: audioMs - nowMs });
  return { points, gapsAtMs, audioMs, computeMs };
}
