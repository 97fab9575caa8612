import type { Verdict } from '@streetdate/matcher';
import type { ServiceDatabase } from '../store/database.ts';

/** An upload that was called a leak and no longer is. */
export interface UploadCorrection {
  /** The upload. */
  readonly id: string;
  /** Its last verdict of a leak. */
  readonly verdictId: string;
  /** What its current verdict is. */
  readonly kind: Verdict['kind'];
  /** Messages to webhooks that carry a verdict of a leak about it. */
  readonly told: readonly {
    readonly webhookId: string;
    readonly deliveryId: string;
    readonly state: 'waiting' | 'delivered' | 'failed';
    readonly at: string;
  }[];
}

/** The uploads of an organisation whose verdict of a leak no longer holds, latest first, with who was told of it. */
export async function listCorrections(database: ServiceDatabase, organisationId: string): Promise<UploadCorrection[]> {
  const rows = await database
    .selectFrom('verdict as old')
    .innerJoin('verdict as current', 'current.upload_id', 'old.upload_id')
    .leftJoin('webhook_delivery as delivery', 'delivery.event_id', 'old.id')
    .select(['old.upload_id as upload', 'old.id as verdict', 'current.kind as kind'])
    .select(['delivery.id as delivery', 'delivery.webhook_id as webhook', 'delivery.state as state'])
    .select(['delivery.created_at as created', 'delivery.delivered_at as delivered'])
    .where('old.organisation_id', '=', organisationId)
    .where('old.kind', '=', 'pre-release-leak')
    .where('old.superseded_by', 'is not', null)
    .where('current.superseded_by', 'is', null)
    .where('current.kind', '<>', 'pre-release-leak')
    .orderBy('old.upload_id', 'desc')
    .orderBy('old.id', 'desc')
    .orderBy('delivery.id')
    .execute();
  const byUpload = new Map<string, UploadCorrection>();
  for (const { upload, verdict, kind, delivery, webhook, state, created, delivered } of rows) {
    const known = byUpload.get(upload) ?? { id: upload, verdictId: verdict, kind: kind as Verdict['kind'], told: [] };
    const message =
      delivery === null || webhook === null
        ? []
        : [{ webhookId: webhook, deliveryId: delivery, state: state as 'waiting', at: delivered ?? created ?? '' }];
    byUpload.set(upload, { ...known, told: [...known.told, ...message] });
  }
  return [...byUpload.values()];
}
