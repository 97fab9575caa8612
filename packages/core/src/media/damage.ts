/** Says that a file could be decoded only in part. */
export interface Damage {
  /** What the decoder said, one line. */
  readonly reason: string;
  /** Seconds of film that were decoded. */
  readonly secondsCovered: number;
}
