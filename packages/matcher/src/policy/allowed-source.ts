/** A place from which a title's footage may lawfully come, such as the studio's own account on a platform. */
export interface AllowedSource {
  /** Its id in the library. */
  readonly id: string;
  /** The host's name, in lower case. `*.example.com` is any host under it. */
  readonly host: string;
  /** The account on that host. */
  readonly account?: string;
  /** The title that it may show. @defaultValue every title */
  readonly titleId?: string;
  /** From when on: ISO 8601. @defaultValue ever since */
  readonly from?: string;
  /** Until when, exclusive: ISO 8601. @defaultValue for ever */
  readonly until?: string;
  /** Whether every account of the host is meant. */
  readonly wholeHost?: boolean;
  /** Why, in the owner's words. */
  readonly reason?: string;
}
