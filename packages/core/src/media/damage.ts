/** Describes a file that could be decoded only in part. */
export interface Damage {
  /** The decoder's message, one line. */
  readonly reason: string;
  /** Seconds of film that were decoded. */
  readonly secondsCovered: number;
}
