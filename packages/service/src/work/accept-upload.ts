import { checkObject, checkText } from '@streetdate/core/internal';
import type { CatalogueReader } from '@streetdate/engine';
import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import { checkQuota } from '../organisations/limits.ts';
import type { Service } from '../service.ts';
import { checkService } from '../store/check-database.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { addUpload, type NewUpload, type Upload } from '../uploads/uploads.ts';
import { addJob } from './jobs.ts';
import { DAYS_THAT_COUNT, priorityOf } from './priority.ts';
import { scanJobOf } from './scan-upload.ts';
import { Turns } from './turns.ts';

/** How soon an upload is scanned. */
export interface Urgency {
  /** 0 to 1000, lower numbers come first; 100 is usual. @defaultValue by the time until a title opens */
  readonly priority?: number | undefined;
  /** The id or name of the title that it may show. @defaultValue all titles of the library count */
  readonly title?: string | undefined;
}

const DAY_MS = 24 * 3_600_000;

/** Windows read at once. Each takes some 50 µs to understand, and the first that is still to come decides. */
const PAGE = 25;

/** The windows around the next opening within the days that count. In some time zone it is the day before or after. */
async function openingSoon(catalogue: CatalogueReader, now: Date): Promise<readonly ReleaseWindow[]> {
  const day = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const end = day(DAYS_THAT_COUNT + 2);
  for (let from = day(-1); ; ) {
    const windows = await catalogue.openings(from, end, PAGE);
    const last = windows.at(-1);
    if (last === undefined || windows.length < PAGE || openingOf(last).latest > now.getTime()) return windows;
    // A space comes before all that a later time could go on with.
    from = `${last.opensAt} `;
  }
}

/**
 * The place of an upload among the waiting ones.
 * @throws RangeError if the library has no such title.
 */
export async function placeOfUpload(
  service: Pick<Service, 'libraries' | 'now'>,
  organisationId: string,
  { priority, title }: Urgency,
): Promise<number> {
  const { libraries, now } = service;
  return libraries.use(organisationId, async ({ catalogue }) => {
    const named = title === undefined ? undefined : await catalogue.title(title);
    if (title !== undefined && named === undefined)
      throw new RangeError(`title must be a title of the library, got ${JSON.stringify(title)}`);
    if (priority !== undefined) return priority;
    return priorityOf(named?.windows ?? (await openingSoon(catalogue, now())), { isNamed: named !== undefined, now: now() });
  });
}

/**
 * Takes an upload in whose content is kept: it and its job are stored together, and once this returns neither can be lost.
 * @param also - What else is stored together with them.
 * @throws RangeError if the library has no such title. QuotaError if the organisation keeps as much as it may.
 */
export async function acceptUpload(
  service: Service,
  upload: NewUpload,
  urgency: Urgency = {},
  also: (transaction: ServiceDatabase, added: Upload) => Promise<void> = async () => {},
): Promise<Upload> {
  checkService(service);
  checkObject('upload', upload);
  checkText('upload.organisationId', upload.organisationId);
  checkObject('urgency', urgency);
  const { database, now } = service;
  const place = await placeOfUpload(service, upload.organisationId, urgency);
  return turnsOf(database).take(() =>
    database.transaction().execute(async (transaction) => {
      await checkQuota(transaction, upload.organisationId, upload.bytes);
      const added = await addUpload(transaction, upload, now());
      await addJob(transaction, scanJobOf(added, place), now());
      await also(transaction, added);
      return added;
    }),
  );
}

/**
 * Uploads that are stored at once. Each has a connection to PostgreSQL for some ten statements: when hundreds come in together, they would have all of
 * them, and the smallest request would wait behind them.
 */
const AT_ONCE = 4;

/** The turns of each database. */
const turns = new WeakMap<ServiceDatabase, Turns>();

function turnsOf(database: ServiceDatabase): Turns {
  const known = turns.get(database) ?? new Turns(AT_ONCE);
  turns.set(database, known);
  return known;
}
