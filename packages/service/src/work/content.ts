import type { Service } from '../service.ts';

/** What decides how long the media of an upload is kept. Of one that waits or is at work, it is kept in any case. */
export const MEDIA_CLASSES = ['failed', 'matched', 'unmatched'] as const;

/** One of {@link MEDIA_CLASSES}. */
export type MediaClass = (typeof MEDIA_CLASSES)[number];

/** Until when media was last wanted that is due now, by its class. An upload whose work failed may be sent again. */
export function dueBefore({ retention, now }: Pick<Service, 'retention' | 'now'>): Readonly<Record<MediaClass, Date>> {
  const { media, mediaDays } = retention;
  const kept = new Date(now().getTime() - mediaDays * 24 * 3_600_000);
  return { failed: kept, matched: media === 'never' ? now() : kept, unmatched: media === 'all' ? kept : now() };
}

/** Removes a content, unless an upload or a job still needs it, or it was kept once more since that time. @returns Whether nobody has to come back for it. */
export async function removeUnlessNeeded(
  service: Pick<Service, 'database' | 'files' | 'retention' | 'now'>,
  sha256: string,
  keptBeforeMs: number,
  exceptJob = '',
): Promise<boolean> {
  const { database, files } = service;
  const due = dueBefore(service);
  const ofContent = database.selectFrom('upload').select('id').where('sha256', '=', sha256).limit(1);
  if ((await ofContent.where('media', '=', 'pending').executeTakeFirst()) !== undefined) return true;
  for (const media of MEDIA_CLASSES) {
    const wanted = ofContent.where('media', '=', media).where('finished_at', '>=', due[media].toISOString());
    if ((await wanted.executeTakeFirst()) !== undefined) return true;
  }
  const job = await database
    .selectFrom('job')
    .select('id')
    .where('content', '=', sha256)
    .where('state', 'in', ['waiting', 'running', 'dead'])
    .where('id', '<>', exceptJob)
    .limit(1)
    .executeTakeFirst();
  return job !== undefined || files.remove(sha256, keptBeforeMs);
}
