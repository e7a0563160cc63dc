/** What is measured of one reading by a process that was started for it. A row leaves out what it cannot know. */
export interface Figures {
  /** From the command to the first audible sample as it is played, leading silence included. */
  readonly ttfaMs?: number;
  /** Time from the command to the last sample, played to nobody, divided by the duration of the sound. */
  readonly rtf?: number;
  readonly underruns?: number;
  /** The most memory that the process ever had resident. */
  readonly peakMegabytes?: number;
  /** From the fork to the moment a reading can be asked for. */
  readonly startMs?: number;
  /** From the fork to the first audible sample of a short sentence that was asked for at once. */
  readonly coldTtfaMs?: number;
  /** Integrated loudness and true peak by ITU-R BS.1770. */
  readonly loudnessLufs?: number;
  readonly truePeakDbtp?: number;
  /** Length of the text that was synthesised first. */
  readonly firstSegmentCharacters?: number;
}

export type FigureName = keyof Figures;

/** A line of the benchmark's table. Everything it needs is started and ended by each `measure`. */
export interface Row {
  readonly id: string;
  readonly title: string;
  measure(): Promise<Figures>;
}
