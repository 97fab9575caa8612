/** Says that an archive, or a file in it, can be read only in part. */
export interface Damage {
  /** What is missing, one line. */
  readonly reason: string;
}
