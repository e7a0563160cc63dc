import type {
  ChunkRow,
  ReadingReport,
  ReadingSummary,
  SegmentRow,
  SkippedPassage,
  WordTime,
} from '../protocol/reading.js';
import { bottleneckOf } from './bottleneck.js';

/**
 * Collects the rows of a reading as they arrive and joins them with its summary. Where the engine was replaced in
 * mid-reading, the rows of both runs become one report.
 */
export class ReportBuilder {
  private segments: SegmentRow[] = [];
  private chunkRows: ChunkRow[] = [];
  private words: WordTime[] = [];
  private readonly skipped: SkippedPassage[] = [];
  /** Audio heard in runs before this one. */
  private beforeMs = 0;
  private segmentsBefore = 0;
  private restarts = 0;

  /** Those known so far; fewer after a restart. */
  get chunks(): readonly ChunkRow[] {
    return this.chunkRows;
  }

  addSegment(row: SegmentRow): void {
    this.segments.push(row);
  }

  addWords(words: readonly WordTime[]): void {
    for (const word of words) this.words.push({ ...word, atMs: word.atMs + this.beforeMs });
  }

  addChunk(row: ChunkRow): void {
    this.chunkRows.push({ ...row, segment: row.segment + this.segmentsBefore });
  }

  addSkipped(passage: SkippedPassage): void {
    if (!this.skipped.some((known) => known.start === passage.start)) this.skipped.push(passage);
  }

  /** The engine was lost. What had not been heard will be synthesised again, from the source offset `resumeAt`. */
  restart(resumeAt: number): void {
    this.restarts += 1;
    this.segments = this.segments.filter((row) => row.end <= resumeAt);
    this.segmentsBefore = this.segments.length;
    this.chunkRows = this.chunkRows.filter((row) => row.segment < this.segmentsBefore);
    this.words = this.words.filter((word) => word.end <= resumeAt);
    this.beforeMs = sum(this.chunkRows.map((row) => row.audioMs));
  }

  /** The whole report. `summary` is that of the last run, `firstAudio` what is known of the first. */
  build(
    summary: ReadingSummary,
    firstAudio?: Pick<ReadingSummary, 'ttfaMs' | 'stagesMs'>,
    notes: readonly string[] = [],
  ): ReadingReport {
    const audioMs = sum(this.chunkRows.map((row) => row.audioMs));
    const computeMs = summary.computeMs + sum(this.segments.slice(0, this.segmentsBefore).map((row) => row.computeMs));
    const totals = this.restarts === 0 ? summary : { ...summary, ...firstAudio, audioMs, computeMs };
    return {
      ...totals,
      rtf: totals.audioMs > 0 ? totals.computeMs / totals.audioMs : null,
      restarts: this.restarts,
      bottleneck: bottleneckOf(totals.stagesMs, totals.cold ? totals.startMs : null),
      segments: this.segments,
      chunks: this.chunkRows,
      words: this.words,
      skipped: this.skipped,
      notes,
    };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
