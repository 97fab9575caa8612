import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { StoredVerdict, Upload } from '../uploads/uploads.ts';
import { addDelivery, listWebhooks } from '../webhooks/webhooks.ts';
import { addJob } from './jobs.ts';

/** The kind of the jobs that tell a webhook something. */
export const NOTIFY = 'notify';

/**
 * Queues a message to each webhook of the organisation that wants verdicts of this kind, and one to each that was told of a verdict of another
 * kind which this one takes the place of. Call it in the verdict's transaction.
 */
export async function announceVerdict(
  database: ServiceDatabase,
  upload: Upload,
  verdict: StoredVerdict,
  before: StoredVerdict | undefined,
  now: Date,
): Promise<void> {
  const { organisationId } = upload;
  const [kind, was] = [verdict.outcome.verdict.kind, before?.outcome.verdict.kind];
  for (const { id, kinds, isActive } of await listWebhooks(database, organisationId)) {
    if (!isActive) continue;
    if (kinds.includes(kind)) await queueMessage(database, organisationId, id, verdict.id, messageOf(upload, verdict), now);
    if (before === undefined || was === undefined || was === kind || !kinds.includes(was)) continue;
    await queueMessage(database, organisationId, id, newId(), supersededMessageOf(upload, before, verdict), now);
  }
}

/** Queues a message to a webhook, unless that was told of the event. @returns The delivery's id; undefined if it was told. */
export async function queueMessage(
  database: ServiceDatabase,
  organisationId: string,
  webhookId: string,
  eventId: string,
  message: object,
  now: Date,
): Promise<string | undefined> {
  const deliveryId = await addDelivery(database, organisationId, { webhookId, eventId, payload: JSON.stringify(message) }, now);
  if (deliveryId === undefined) return undefined;
  const job = { organisationId, kind: NOTIFY, lane: 'short' as const, key: `notify ${deliveryId}`, payload: { deliveryId } };
  await addJob(database, job, now);
  return deliveryId;
}

/** What a webhook is told: which upload, which verdict, of what title and how early. Never bytes, and no name that the sender gave. */
function messageOf(upload: Upload, { id, createdAt, outcome }: StoredVerdict): object {
  const { verdict, matches } = outcome;
  const [match] = matches;
  const early = verdict.kind === 'pre-release-leak' ? Math.min(...verdict.leadTimes.map(({ secondsEarly }) => secondsEarly)) : undefined;
  return {
    type: 'verdict.reached',
    timestamp: createdAt,
    data: {
      uploadId: upload.id,
      verdictId: id,
      kind: verdict.kind,
      summary: verdict.summary,
      ...(match && { titleId: match.titleId, title: match.title }),
      ...(early !== undefined && Number.isFinite(early) && { secondsEarly: early }),
    },
  };
}

/** What a webhook is told that may have acted on an earlier verdict: which one no longer holds, and what took its place. */
function supersededMessageOf(upload: Upload, before: StoredVerdict, { id, createdAt, outcome }: StoredVerdict): object {
  const { kind, summary } = outcome.verdict;
  return {
    type: 'verdict.superseded',
    timestamp: createdAt,
    data: { uploadId: upload.id, verdictId: before.id, kind: before.outcome.verdict.kind, by: { verdictId: id, kind, summary } },
  };
}
