import type { Service } from '@streetdate/service';
import type { LoadUpload } from './upload-load.ts';

/** What was found in an upload, as a text: the same pictures give the same. */
export type Finding = string;

/** What uploads came to. */
export interface Effects {
  /** Verdicts of each upload by its id, superseded ones included, and how it ended. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** What must not be: each is a sentence. */
  readonly faults: readonly string[];
}

/** Ids of rows of before end here, see `fill-history.ts`. They are those of 2022. */
const HISTORY_END = '01810000';

/** Most sentences of one kind. */
const MOST = 5;

/**
 * Reads what all uploads came to, and looks for what is lost, doubled or left behind: each upload that was sent is there once, with one end,
 * one entry in the audit log and one message to the webhook for each leak. No job is open or dead.
 * @param sent - All uploads that were ever sent to this service.
 */
export async function readEffects({ database, firstOrganisationId }: Service, sent: readonly LoadUpload[]): Promise<Effects> {
  const { checkAudit } = await import('@streetdate/service');
  const { exportAudit } = await import('@streetdate/service/internal');
  const faults: string[] = [];
  const report = (ids: readonly string[], what: string) => {
    const more = ids.length > MOST ? ` and ${ids.length - MOST} more` : '';
    if (ids.length > 0) faults.push(`${what}: ${ids.slice(0, MOST).join(', ')}${more}`);
  };
  const uploads = await database.selectFrom('upload').select(['id', 'state', 'error_code']).where('id', '>', HISTORY_END).execute();
  const verdicts = await database
    .selectFrom('verdict')
    .select(['id', 'upload_id', 'kind', 'outcome', 'superseded_by'])
    .where('id', '>', HISTORY_END)
    .execute();
  const findings = new Map<string, Finding[]>(
    uploads.map(({ id, state, error_code }) => [id, state === 'done' ? [] : [`${state} ${error_code ?? ''}`]]),
  );
  for (const { upload_id, outcome } of verdicts) findings.get(upload_id)?.push(findingOf(outcome));

  const acknowledged = new Set(sent.flatMap(({ id }) => id ?? []));
  report(
    [...acknowledged].filter((id) => !findings.has(id)),
    'acknowledged, and not there',
  );
  report(
    [...findings.keys()].filter((id) => !acknowledged.has(id)),
    'there, and not acknowledged: sent once and stored twice',
  );
  report(
    [...findings].flatMap(([id, ends]) => (ends.length === 1 ? [] : [`${id} (${ends.length})`])),
    'not one end exactly',
  );
  report(
    verdicts.flatMap(({ upload_id, superseded_by }) => (superseded_by === null ? [] : [upload_id])),
    'a verdict was superseded, though no reference was added',
  );

  const jobs = await database.selectFrom('job').select(['key', 'kind', 'state', 'error']).where('state', '<>', 'done').execute();
  // Nobody answers the webhook, so that its messages are tried for long.
  report(
    jobs.filter(({ kind }) => kind !== 'notify').map(({ key, state, error }) => `${key} (${state}: ${error})`),
    'jobs that are not done',
  );

  const told = (await database.selectFrom('webhook_delivery').select('event_id').execute()).map(({ event_id }) => event_id);
  const leaks = verdicts.filter(({ kind }) => kind === 'pre-release-leak').map(({ id }) => id);
  report(doubled(told), 'the webhook is told twice');
  report(
    leaks.filter((id) => !told.includes(id)),
    'the webhook is not told of a leak',
  );

  const broken = await checkAudit(firstOrganisationId, exportAudit(database, firstOrganisationId));
  if (broken !== undefined) faults.push(`the audit log is broken: ${broken}`);

  const entries = await database.selectFrom('audit_entry').select('target_id').where('action', '=', 'uploads.send').execute();
  const noted = entries.flatMap(({ target_id }) => target_id ?? []);
  report(doubled(noted), 'twice in the audit log');
  report(
    [...acknowledged].filter((id) => !noted.includes(id)),
    'not in the audit log',
  );
  return { findings, faults };
}

/** A verdict without what differs between two searches for the same pictures: times, and the names of content and scan. */
function findingOf(outcome: string): Finding {
  const { verdict, matches } = JSON.parse(outcome) as { readonly verdict: unknown; readonly matches: unknown };
  return JSON.stringify({ verdict, matches });
}

function doubled(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}
