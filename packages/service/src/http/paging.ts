import { Problem } from './problem.ts';
import { z } from './schema.ts';

/** How a list is asked for: page by page. */
export const pageQuery = {
  cursor: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe('Where to go on: `next` of the page before')
    .meta({ examples: ['019a3a1e-7c11-7000-8000-5d1f0c3b2a11'] }),
  most: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe('Most entries on a page')
    .meta({ examples: [50] }),
};

/** A cursor of a list whose places are ids of the service. */
export const uuidCursor = z
  .uuid()
  .optional()
  .describe('Where to go on: `next` of the page before')
  .meta({ examples: ['019a3a1e-7c11-7000-8000-5d1f0c3b2a11'] });

/** The place in a list that a page ends at. */
export const next = z.string().optional().describe('Give it as `cursor` for the next page; absent on the last one');

/** What a page is asked for by. */
export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly most: number;
}

/**
 * A page of a list that is in memory.
 * @throws Problem 400 if the cursor names no entry.
 */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  { cursor, most }: PageQuery,
): { readonly page: readonly T[]; readonly next?: string } {
  const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) throw unknownCursor();
  const page = all.slice(start, start + most);
  return { page, ...(start + most < all.length && { next: page.at(-1)!.id }) };
}

/** What is wrong with a cursor that names no entry. */
export function unknownCursor(): Problem {
  return new Problem(400, 'unknown-cursor', 'cursor must be the `next` of a page of this list');
}

/** The page of rows that were asked for with one more than fit on it. */
export function cutPage<T extends { readonly id: string }>(
  rows: readonly T[],
  most: number,
): { readonly page: readonly T[]; readonly next?: string } {
  const page = rows.slice(0, most);
  return { page, ...(rows.length > most && { next: page.at(-1)!.id }) };
}
