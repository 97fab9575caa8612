import { heldUploads } from '../organisations/holds.ts';
import { allLimits, type OrganisationLimits } from '../organisations/limits.ts';
import type { Service } from '../service.ts';
import type { WholeRetention } from '../uploads/retention.ts';

/** What decides how long the media of an upload is kept. Of one that waits or is at work, it is kept in any case. */
export const MEDIA_CLASSES = ['failed', 'matched', 'unmatched'] as const;

/** One of {@link MEDIA_CLASSES}. */
export type MediaClass = (typeof MEDIA_CLASSES)[number];

const DAY_MS = 24 * 3_600_000;

/** Whose uploads a retention is for: one organisation that has its own, or all that have none. */
export type RetentionScope = { readonly organisationId: string } | { readonly except: readonly string[] };

/** A retention, and whose it is. */
export interface ScopedRetention {
  readonly scope: RetentionScope;
  readonly retention: WholeRetention;
}

/** The retentions of all organisations: one for each that has its own, and that of the service for all others. */
export async function retentions({ database, retention }: Pick<Service, 'database' | 'retention'>): Promise<ScopedRetention[]> {
  const own = [...(await allLimits(database))].filter(([, limits]) => hasRetention(limits));
  return [
    { scope: { except: own.map(([id]) => id) }, retention },
    ...own.map(([organisationId, { media, mediaDays, fingerprintDays }]) => ({
      scope: { organisationId },
      retention: {
        media: media ?? retention.media,
        mediaDays: mediaDays ?? retention.mediaDays,
        fingerprintDays: fingerprintDays ?? retention.fingerprintDays,
      },
    })),
  ];
}

function hasRetention({ media, mediaDays, fingerprintDays }: OrganisationLimits): boolean {
  return media !== undefined || mediaDays !== undefined || fingerprintDays !== undefined;
}

/** Until when media was last wanted that is due now, by its class. An upload whose work failed may be sent again. */
export function dueBefore({ media, mediaDays }: WholeRetention, now: Date): Readonly<Record<MediaClass, Date>> {
  const kept = new Date(now.getTime() - mediaDays * DAY_MS);
  return { failed: kept, matched: media === 'never' ? now : kept, unmatched: media === 'all' ? kept : now };
}

/** What decides whether contents are still needed. */
export interface NeedOptions {
  /** A job that needs nothing any more: the one that asks. @defaultValue none */
  readonly exceptJob?: string | undefined;
  /** The retentions of all organisations, where they were read before. @defaultValue they are read */
  readonly by?: readonly ScopedRetention[] | undefined;
}

/**
 * Removes contents: each unless an upload, a job or a legal hold still needs it, or it was kept once more since a time. The database is asked about
 * all of them together. Give few: what is added while they are being removed is not seen.
 * @param sha256s - SHA-256 of each.
 * @param keptBeforeMs - That time, milliseconds since 1970.
 * @returns Those for which nobody has to come back.
 */
export async function removeUnlessNeeded(
  service: Pick<Service, 'database' | 'files' | 'retention' | 'now'>,
  sha256s: readonly string[],
  keptBeforeMs: number,
  options: NeedOptions = {},
): Promise<ReadonlySet<string>> {
  const all = [...new Set(sha256s)];
  const needed = await neededOf(service, all, options);
  const settled = await Promise.all(all.map(async (sha256) => needed.has(sha256) || service.files.remove(sha256, keptBeforeMs)));
  return new Set(all.filter((_, at) => settled[at]));
}

/** Those of some contents that an upload, a job or a legal hold needs. */
async function neededOf(
  service: Pick<Service, 'database' | 'retention' | 'now'>,
  sha256s: readonly string[],
  { exceptJob = '', by }: NeedOptions,
): Promise<ReadonlySet<string>> {
  const { database, now } = service;
  const needed = new Set<string>();
  /** Looks at those that nothing is known to need as yet. */
  const look = async (find: (some: readonly string[]) => Promise<Iterable<string>>) => {
    const some = sha256s.filter((sha256) => !needed.has(sha256));
    if (some.length > 0) for (const sha256 of await find(some)) needed.add(sha256);
  };
  const ofContents = (some: readonly string[]) => database.selectFrom('upload').select('sha256').distinct().where('sha256', 'in', some);
  await look(async (some) => (await ofContents(some).where('media', '=', 'pending').execute()).map(({ sha256 }) => sha256));
  for (const { scope, retention } of by ?? (await retentions(service))) {
    const due = dueBefore(retention, now());
    for (const media of MEDIA_CLASSES)
      await look(async (some) => {
        const wanted = ofContents(some).where('media', '=', media).where('finished_at', '>=', due[media].toISOString());
        const own =
          'organisationId' in scope
            ? wanted.where('organisation_id', '=', scope.organisationId)
            : scope.except.length === 0
              ? wanted
              : wanted.where('organisation_id', 'not in', scope.except);
        return (await own.execute()).map(({ sha256 }) => sha256);
      });
  }
  await look(async (some) => {
    const jobs = database.selectFrom('job').select('content').distinct().where('content', 'in', some);
    const rows = await jobs.where('state', 'in', ['waiting', 'running', 'dead']).where('id', '<>', exceptJob).execute();
    return rows.map(({ content }) => content!);
  });
  await look(async (some) => (await heldUploads(database, { sha256s: some })).values());
  return needed;
}
