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

/** Removes a content, unless an upload or a job still needs it, or it was kept once more since that time. @returns Whether nobody has to come back for it. */
export async function removeUnlessNeeded(
  service: Pick<Service, 'database' | 'files' | 'retention' | 'now'>,
  sha256: string,
  keptBeforeMs: number,
  { exceptJob = '', by }: { readonly exceptJob?: string; readonly by?: readonly ScopedRetention[] } = {},
): Promise<boolean> {
  const { database, files, now } = service;
  const ofContent = database.selectFrom('upload').select('id').where('sha256', '=', sha256).limit(1);
  if ((await ofContent.where('media', '=', 'pending').executeTakeFirst()) !== undefined) return true;
  for (const { scope, retention } of by ?? (await retentions(service))) {
    const due = dueBefore(retention, now());
    for (const media of MEDIA_CLASSES) {
      const wanted = ofContent.where('media', '=', media).where('finished_at', '>=', due[media].toISOString());
      const own =
        'organisationId' in scope
          ? wanted.where('organisation_id', '=', scope.organisationId)
          : scope.except.length === 0
            ? wanted
            : wanted.where('organisation_id', 'not in', scope.except);
      if ((await own.executeTakeFirst()) !== undefined) return true;
    }
  }
  const job = await database
    .selectFrom('job')
    .select('id')
    .where('content', '=', sha256)
    .where('state', 'in', ['waiting', 'running', 'dead'])
    .where('id', '<>', exceptJob)
    .limit(1)
    .executeTakeFirst();
  if (job !== undefined || (await heldUploads(database, { sha256 })).size > 0) return true;
  return files.remove(sha256, keptBeforeMs);
}
