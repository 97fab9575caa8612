/** What one moment of a copy tells about two renditions. */
export interface DetailGain {
  /** Id of the rendition with which the copy shares more than the other rendition does. */
  readonly betterId: string;
  /** Id of that other rendition. */
  readonly otherId: string;
  /** Log-likelihood ratio (natural logarithm, 0 or more) that the copy is not made from the other rendition. */
  readonly gain: number;
}

/** Result of comparing a copy's frames at full resolution: for each moment, the gains of each pair of renditions with a crop of it. */
export type Detail = readonly (readonly DetailGain[])[];
