/** Describes an archive, or a file in it, that can be read only in part. */
export interface Damage {
  /** What is missing, one line. */
  readonly reason: string;
}
