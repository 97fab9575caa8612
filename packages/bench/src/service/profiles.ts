/** Where a service keeps everything: in a folder, by one process, or on servers, by several. */
export const PROFILES = ['embedded', 'server'] as const;

/** One of {@link PROFILES}. */
export type Profile = (typeof PROFILES)[number];
