/** What one moment says of two renditions. */
export interface DetailGain {
  /** Id of the rendition of which the copy has more than the other one has. */
  readonly betterId: string;
  /** Id of that other one. */
  readonly otherId: string;
  /** How many times likelier the copy is of another source than of that other one, as a natural logarithm, 0 and more. */
  readonly gain: number;
}

/** What a look at a copy's frames at their own resolution has shown: for each moment what it says of every two renditions that keep a piece of it. */
export type Detail = readonly (readonly DetailGain[])[];
