import type { ReleaseName } from '@streetdate/release/name';

/** A made-up name that follows a convention in use, and what a reader who knows it would say. */
export type Convention = readonly [name: string, said: Partial<ReleaseName>];
