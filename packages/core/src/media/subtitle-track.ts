/** When a subtitle stream of one film has something to show. Beside another film's it tells batches of a disc that were made to differ in when a line comes up. What is shown is not kept. */
export interface SubtitleTrack {
  /** The stream: its index in a file, its packet identifier on a Blu-ray, its substream on a DVD. */
  readonly stream: number;
  /** Presentation time of each subtitle, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
}
