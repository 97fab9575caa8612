import { checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { readWhole, textOfFile } from '../files.ts';
import { explainMisfit, z } from '../schema.ts';

const column = z.string().min(1);

/** What a mapping file holds. */
const mapping = z.strictObject({
  columns: z.strictObject({
    title: column,
    variant: column,
    recipient: column,
    sent: column,
    received: column.optional(),
    quantity: column.optional(),
    consignment: column.optional(),
    warehouse: column.optional(),
  }),
  encoding: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  dates: z.enum(['year-month-day', 'day-month-year', 'month-day-year']).optional(),
});

/** How the columns of somebody's list of deliveries are named, and how the list is written. */
export interface DeliveryMapping {
  /** The heading of each column. */
  readonly columns: {
    /** The title. */
    readonly title: string;
    /** The variant or batch of the disc. */
    readonly variant: string;
    /** Who received it. */
    readonly recipient: string;
    /** When it was sent. */
    readonly sent: string;
    /** When it was received. @defaultValue there is no such column, and so for the others */
    readonly received?: string | undefined;
    /** How many discs. */
    readonly quantity?: string | undefined;
    /** The consignment. */
    readonly consignment?: string | undefined;
    /** The warehouse that it passed through. */
    readonly warehouse?: string | undefined;
  };
  /** The encoding, by its name on the web: `windows-1252`, `utf-16le`. @defaultValue `utf-8` */
  readonly encoding?: string | undefined;
  /** What stands between two cells. @defaultValue a comma */
  readonly delimiter?: string | undefined;
  /** In which order dates are written. @defaultValue `year-month-day`, as ISO 8601 */
  readonly dates?: 'year-month-day' | 'day-month-year' | 'month-day-year' | undefined;
}

/**
 * Reads a mapping from its JSON file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file holds something else.
 */
export async function readMapping(path: string): Promise<DeliveryMapping> {
  checkPath('path', path);
  let value: unknown;
  try {
    value = JSON.parse(textOfFile(path, await readWhole(path)));
  } catch (cause) {
    if (cause instanceof StreetdateError) throw cause;
    throw new StreetdateError('bad-evidence', `${path}: it is no mapping of columns: it is no JSON`, { path, cause });
  }
  const misfit = explainMisfit(mapping, value);
  if (misfit !== undefined) throw new StreetdateError('bad-evidence', `${path}: it is no mapping of columns: ${misfit}`, { path });
  return value as DeliveryMapping;
}
