import type { Service } from '@streetdate/service';
import { rawQuery } from '@streetdate/service/internal';
import type { HistoryEngine } from './profiles.ts';

/** How much there was before. */
export interface History {
  /** Uploads, each with a verdict and a job. */
  readonly uploads: number;
  /** Titles of the library, each with a window. */
  readonly titles: number;
}

/** Days over which uploads came in, and of which the media is still to be removed. */
const [DAYS, DUE_DAYS] = [1000, 40] as const;

/** The column's text for a row's number, which is its id and tells its age. */
const ID = (kind: string) => `01800000-0000-7000-${kind}000-`;

/**
 * Fills the tables of a service as years of work would. Every row is like one that the service itself has stored: give it one upload with a verdict
 * before. One in twenty is a leak, one in fifty has failed. The media of the last 40 days is there by the rows; no bytes are.
 * @param runInLibrary - Runs a statement in the tables of the library.
 */
export async function fillHistory(
  { database, firstOrganisationId }: Service,
  { uploads, titles }: History,
  { engine, runInLibrary }: { readonly engine: HistoryEngine; readonly runInLibrary: (text: string) => Promise<void> },
): Promise<void> {
  const tables = engine === 'sqlite' ? '' : 'streetdate_service.';
  const run = (text: string) => database.executeQuery(rawQuery(text, []));
  const pad = (digits: number, format: 'd' | 'x' = 'd') =>
    engine === 'sqlite'
      ? `printf('%0${digits}${format}', i)`
      : format === 'd'
        ? `lpad(i::text, ${digits}, '0')`
        : `lpad(to_hex(i), ${digits}, '0')`;
  const time = (days: string) =>
    engine === 'sqlite'
      ? `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (${days}) || ' days')`
      : `to_char(now() at time zone 'utc' + (${days}) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const numbers = (count: number) =>
    engine === 'sqlite'
      ? `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`
      : `with n as (select generate_series(1, ${count})::int as i)`;
  const rows = `${numbers(uploads)},
    r as (select i, '${ID('8')}' || ${pad(12)} as id, i % 50 = 0 as failed,
      case when i % 20 = 7 then 'pre-release-leak' else 'no-match' end as kind, (${uploads} - i) * ${DAYS}.0 / ${uploads} as age,
      ${time(`-(${uploads} - i) * ${DAYS}.0 / ${uploads}`)} as at from n)`;
  const first = `(select organisation_id from ${tables}upload order by id desc limit 1)`;
  await run(`insert into ${tables}upload (id, organisation_id, name, kind, bytes, sha256, state, progress, host, shown_title, shown_score, created_at,
      finished_at, verdict, media)
    ${rows} select id, ${first}, 'upload-' || i || '.mp4', 'film', 1000000, ${pad(64, 'x')}, case when failed then 'failed' else 'done' end, 1,
      'host-' || (i % 1000), case when kind = 'no-match' or failed then null else 'title-' || (i % 5000) end,
      case when kind = 'no-match' or failed then null else i % 300 end, at, at, case when failed then null else kind end,
      case when age > ${DUE_DAYS} then null when failed then 'failed' when kind = 'no-match' then 'unmatched' else 'matched' end from r`);
  const [{ outcome }] = (await run(`select outcome from ${tables}verdict order by length(outcome) limit 1`)).rows as [
    { readonly outcome: string },
  ];
  await run(`insert into ${tables}verdict (id, organisation_id, upload_id, kind, outcome, library_revision, created_at)
    ${rows} select '${ID('9')}' || ${pad(12)}, ${first}, id, kind, '${outcome.replaceAll("'", "''")}', 1, at from r where not failed`);
  await run(`insert into ${tables}job (id, organisation_id, kind, key, payload, lane, priority, state, attempts, losses, takes, run_at, due_at,
      created_at, finished_at)
    ${rows} select '${ID('a')}' || ${pad(12)}, ${first}, 'scan', 'scan ' || id, '{}', 'films', 100, 'done', 1, 0, 1, at, at, at, at
      from r where age < ${DUE_DAYS}`);
  // Years of work would have summed up what the triggers have counted.
  const sums = `select what, state, kind, sum(change) as change from ${tables}tally group by what, state, kind`;
  const counted = (await run(sums)).rows as { what: string; state: string; kind: string; change: number | string }[];
  await run(`delete from ${tables}tally`);
  for (const { what, state, kind, change } of counted)
    await run(`insert into ${tables}tally (what, state, kind, change) values ('${what}', '${state}', '${kind}', ${change})`);
  // The jobs of this hour are added again after the next start.
  await run(`delete from ${tables}job where kind = 'retention'`);
  const library = engine === 'sqlite' ? '' : `"streetdate ${firstOrganisationId}".`;
  await runInLibrary(`insert into ${library}title (id, name) ${numbers(titles)} select 'title-' || i, 'Title ' || ${pad(6)} from n`);
  await runInLibrary(`insert into ${library}release_window (title_id, territory, channel, opens_at)
    ${numbers(titles)} select 'title-' || i, 'US', 'disc', ${time(`(i - ${titles} / 2) / 24.0`)} from n`);
  if (engine === 'sqlite') return;
  // Years of work would also have cleaned up behind themselves, and would not write out a million rows while the first request comes.
  await run('vacuum analyze');
  await run('checkpoint');
}
