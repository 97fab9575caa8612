/** How long uploads are kept. Verdicts stay for ever. */
export interface Retention {
  /** Of which uploads the media is kept: of none once its work is done, of those that match, or of all. @defaultValue `all` */
  readonly media?: 'never' | 'matched' | 'all' | undefined;
  /** Days after the verdict for which it is kept. @defaultValue 30 */
  readonly mediaDays?: number | undefined;
  /** Days for which fingerprints are searched for new references. @defaultValue 365 */
  readonly fingerprintDays?: number | undefined;
}

/** A whole setting. */
export interface WholeRetention {
  /** See {@link Retention}. */
  readonly media: 'never' | 'matched' | 'all';
  /** See {@link Retention}. */
  readonly mediaDays: number;
  /** See {@link Retention}. */
  readonly fingerprintDays: number;
}

/** A setting with its defaults. @throws RangeError for a number of days that is not 0 or more. */
export function retentionOf({ media = 'all', mediaDays = 30, fingerprintDays = 365 }: Retention = {}): WholeRetention {
  for (const [name, days] of Object.entries({ mediaDays, fingerprintDays })) {
    if (!(days >= 0)) throw new RangeError(`${name} must be a number of days, 0 or more, got ${days}`);
  }
  return { media, mediaDays, fingerprintDays };
}
