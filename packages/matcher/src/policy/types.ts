/** Where a copy may be offered. */
export type Channel = 'theatrical' | 'digital' | 'disc' | 'broadcast' | 'screener';

/** When a title may first be offered through one channel in one territory. */
export interface ReleaseWindow {
  /** ISO 3166-1 alpha-2 country code, such as `US`, or `WORLD`. */
  readonly territory: string;
  /** The channel. */
  readonly channel: Channel;
  /**
   * The instant it opens: ISO 8601 with an offset (`2026-03-10T00:00:00-05:00`, `…Z`), or a local date or date-time
   * (`2026-03-10`) that `timeZone` places; a local date without a time zone opens at the earliest midnight on Earth of its territory.
   */
  readonly opensAt: string;
  /** IANA time zone of a local `opensAt`, such as `America/New_York`. */
  readonly timeZone?: string;
}

/** A work as its owner knows it. */
export interface Title {
  readonly id: string;
  readonly name: string;
  readonly year?: number;
  readonly eidr?: string;
  readonly isan?: string;
}

/** One enrolled rendition of a title. */
export interface Reference {
  readonly id: string;
  readonly titleId: string;
  /** What was enrolled. */
  readonly kind: 'disc' | 'master' | 'screener' | 'still';
  /** A disc's edition, as its distributor names it. */
  readonly edition?: string;
}

/** A file or link seen somewhere. */
export interface Sighting {
  /** When it was seen: ISO 8601 with an offset. Undefined when nobody knows. */
  readonly seenAt: string | undefined;
  /** How that time is known. A file's own timestamp can be set by anyone: it is `unsure`. */
  readonly seenAtBasis: 'observed' | 'reported' | 'file-time' | 'unknown';
  /** The territory where it was seen, if known. */
  readonly territory?: string;
  /** The path or address. */
  readonly location?: string;
}

/** How much more likely the evidence is under one source than under another. */
export interface SourceEvidence {
  /** Which kind of source it speaks for. */
  readonly source: 'disc' | 'digital' | 'broadcast' | 'camera' | 'screener';
  /** Likelihood ratio against all other sources together: above 1 speaks for, below 1 against. */
  readonly likelihoodRatio: number;
  /** One sentence for a person. */
  readonly reason: string;
}
