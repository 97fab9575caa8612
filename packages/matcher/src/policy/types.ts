/**
 * Channels through which a work is released. `screener` copies go to named recipients, never to the public. `licensed` is the use by one
 * party, such as an airline or a festival, which shows the work and may have copies.
 */
export const CHANNELS = ['theatrical', 'digital', 'disc', 'broadcast', 'screener', 'licensed'] as const;

/** One of {@link CHANNELS}. */
export type Channel = (typeof CHANNELS)[number];

/**
 * What can be enrolled. `promo` is a trailer, a poster or other material that is published before its film. `background` is shared content that belongs to no film: a studio logo, a countdown leader, a
 * test card, an anti-copying notice. It never causes a verdict, and does not count for other references that contain
 * it.
 */
export const REFERENCE_KINDS = ['disc', 'master', 'screener', 'still', 'promo', 'background'] as const;

/** One of {@link REFERENCE_KINDS}. */
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** Forms of published material. */
export const PROMO_FORMS = ['trailer', 'teaser', 'tv-spot', 'clip', 'preview', 'poster', 'still', 'press-kit'] as const;

/** One of {@link PROMO_FORMS}. */
export type PromoForm = (typeof PROMO_FORMS)[number];

/** When and where a promo was published. Once it is public anywhere, anyone may show it. */
export interface Publication {
  /** As {@link ReleaseWindow.territory}. */
  readonly territory: string;
  /** The instant, as {@link ReleaseWindow.opensAt}. */
  readonly opensAt: string;
  /** As {@link ReleaseWindow.timeZone}. */
  readonly timeZone?: string;
}

/**
 * Which promos of a title are enrolled, by its owner's word: `none` were published, or the enrolled ones are `complete`. Only then is footage
 * that no enrolled promo shows known to be unpublished.
 */
export const PROMO_STATES = ['none', 'complete'] as const;

/** One of {@link PROMO_STATES}. */
export type PromoState = (typeof PROMO_STATES)[number];

/** When a title may first be offered through one channel in one territory. */
export interface ReleaseWindow {
  /**
   * ISO 3166-1 alpha-2 country code in capitals, such as `US`, or `WORLD`. A country's own window takes the place of a `WORLD` window
   * of the same channel.
   */
  readonly territory: string;
  /** The channel. */
  readonly channel: Channel;
  /** Who may use the work, for the channel `licensed`; other channels have no party. */
  readonly party?: string;
  /**
   * The instant it opens: ISO 8601 with an offset (`2026-03-10T00:00:00-05:00`, `…Z`), or a local date or date-time (`2026-03-10`)
   * that `timeZone` places. A local one without a time zone may open at any instant from its earliest to its latest occurrence on
   * Earth (UTC+14 to UTC−12); a sighting between the two is not decided.
   */
  readonly opensAt: string;
  /** IANA time zone of a local `opensAt`, such as `America/New_York`. Refused beside an offset, which it could contradict. */
  readonly timeZone?: string;
}

/** A release window, or the publication of a promo, which has the channel `promo`. */
export type LeadWindow = Omit<ReleaseWindow, 'channel'> & { readonly channel: Channel | 'promo' };

/** A promo that explains what was found. */
export interface PublishedPromo {
  /** The promo's reference id. */
  readonly referenceId: string;
  /** Its form, if known. */
  readonly form?: PromoForm;
  /** When it was published. */
  readonly publications: readonly Publication[];
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
  /** Which of its promos are enrolled. @defaultValue unknown: short pieces may be from a trailer that is not enrolled */
  readonly promos?: PromoState;
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
  /** For the kind `promo`: its form, if known, and when it was published. */
  readonly promo?: { readonly form?: PromoForm; readonly publications: readonly Publication[] };
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
