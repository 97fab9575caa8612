/**
 * When a subtitle stream of one film shows something. Compared with another film's, it tells apart batches of a disc that were made to
 * differ in a subtitle's time. The text is not kept.
 */
export interface SubtitleTrack {
  /** The stream: its index in a file, its packet identifier on a Blu-ray, its substream on a DVD. */
  readonly stream: number;
  /** Presentation time of each subtitle, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
}
