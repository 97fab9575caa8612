/** Where a service keeps everything: in a folder, by one process, or on servers, by several. */
export const PROFILES = ['embedded', 'server'] as const;

/** One of {@link PROFILES}. */
export type Profile = (typeof PROFILES)[number];

/** Where a measured service has its rows. */
export const HISTORY_ENGINES = ['sqlite', 'postgres'] as const;

/** One of {@link HISTORY_ENGINES}. */
export type HistoryEngine = (typeof HISTORY_ENGINES)[number];
