/** Text to be read in which every character knows where in the source it comes from. */
export interface Passage {
  readonly text: string;
  /** Source offset of the character at `index`. */
  startOf(index: number): number;
  /** Source offset just after the character before `index`. */
  endOf(index: number): number;
}

/** Source text as it is; `start` is the source offset of its first character. */
export const verbatim = (text: string, start: number): Passage => ({
  text,
  startOf: (index) => start + index,
  endOf: (index) => start + index,
});
