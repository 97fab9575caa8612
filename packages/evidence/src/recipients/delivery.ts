/** A disc variant that was sent to a recipient. */
export interface Delivery {
  /** The title, by the owner's id or name for it. */
  readonly title: string;
  /** The variant or batch of its disc. Discs of one variant are alike. */
  readonly variant: string;
  /** Who received it. */
  readonly recipient: string;
  /** When it was sent: ISO 8601, a date or an instant. */
  readonly sentAt: string;
  /** When it was received, as `sentAt`. @defaultValue unknown */
  readonly receivedAt?: string;
  /** How many discs. @defaultValue 1 */
  readonly quantity?: number;
  /** The consignment that it was part of. @defaultValue unknown */
  readonly consignment?: string;
  /** The warehouse that it passed through. @defaultValue unknown */
  readonly warehouse?: string;
}

/** A row of a list of deliveries that was left out. */
export interface BadRow {
  /** Its first line in the file, from 1 on. */
  readonly line: number;
  /** What is wrong with it, in a sentence's middle: "the quantity must be …". */
  readonly reason: string;
}
