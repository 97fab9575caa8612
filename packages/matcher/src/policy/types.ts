/** Channels through which a work is released. `screener` copies go to named recipients, never to the public. */
export const CHANNELS = ['theatrical', 'digital', 'disc', 'broadcast', 'screener'] as const;

/** One of {@link CHANNELS}. */
export type Channel = (typeof CHANNELS)[number];

/**
 * What can be enrolled. `background` is shared content that belongs to no film: a studio logo, a countdown leader, a
 * test card, an anti-copying notice. It never causes a verdict, and does not count for other references that contain
 * it.
 */
export const REFERENCE_KINDS = ['disc', 'master', 'screener', 'still', 'background'] as const;

/** One of {@link REFERENCE_KINDS}. */
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** When a title may first be offered through one channel in one territory. */
export interface ReleaseWindow {
  /**
   * ISO 3166-1 alpha-2 country code in capitals, such as `US`, or `WORLD`. A country's own window takes the place of a `WORLD` window
   * of the same channel.
   */
  readonly territory: string;
  /** The channel. */
  readonly channel: Channel;
  /**
   * The instant it opens: ISO 8601 with an offset (`2026-03-10T00:00:00-05:00`, `…Z`), or a local date or date-time (`2026-03-10`)
   * that `timeZone` places. A local one without a time zone may open at any instant from its earliest to its latest occurrence on
   * Earth (UTC+14 to UTC−12); a sighting between the two is not decided.
   */
  readonly opensAt: string;
  /** IANA time zone of a local `opensAt`, such as `America/New_York`. Refused beside an offset, which it could contradict. */
  readonly timeZone?: string;
}

/** A work as its owner knows it. */
export interface Title {
  /** The owner's own id for it. */
  readonly id: string;
  /** The name that reports print. */
  readonly name: string;
  /** Year of first release. */
  readonly year?: number;
  /** EIDR content id, such as `10.5240/7791-8534-2C23-9030-8610-5`. */
  readonly eidr?: string;
  /** ISAN (ISO 15706). */
  readonly isan?: string;
}

/** One enrolled rendition of a title. */
export interface Reference {
  /** The id under which it was added to the index. */
  readonly id: string;
  /** The {@link Title.id} of its title. */
  readonly titleId: string;
  /** What was enrolled. It does not tell what a matching copy was made from: every rendition shows the same pictures. */
  readonly kind: ReferenceKind;
  /** A disc's edition, as its distributor names it. */
  readonly edition?: string;
  /**
   * Its length in seconds. Needed to recognise matches that cover only a studio logo. @defaultValue unknown: such
   * matches are not recognised
   */
  readonly duration?: number;
}

/** A file or link seen somewhere. */
export interface Sighting {
  /**
   * When it was seen: ISO 8601 with an offset. A date or time without one means anywhere on Earth, a date any moment of
   * that day. Undefined if unknown.
   */
  readonly seenAt: string | undefined;
  /** How that time is known. Anyone can set a file's timestamp: it never decides a verdict, and neither does `unknown`. */
  readonly seenAtBasis: 'observed' | 'reported' | 'file-time' | 'unknown';
  /** The country where it was seen, ISO 3166-1 alpha-2 in capitals, if known. A server's country says little about a copy's origin. */
  readonly territory?: string;
  /** The path or address. */
  readonly location?: string;
}
