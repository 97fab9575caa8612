import type { Catalogue } from '@streetdate/engine';
import type { Service } from '@streetdate/service';
import { rawQuery } from '@streetdate/service/internal';

/** How much there was before. */
export interface History {
  /** Uploads, each with a verdict and a job. */
  readonly uploads: number;
  /** Titles of the library, each with a window. */
  readonly titles: number;
}

/** Days over which uploads came in, and of which the media is still to be removed. */
const [DAYS, DUE_DAYS] = [1000, 40] as const;

/** Titles stored at once. */
const TITLES_AT_ONCE = 5000;

/**
 * Fills the tables of a service in SQLite as years of work would. Every row is like one that the service itself has stored: give it one upload with
 * a verdict before. One in twenty is a leak, one in fifty has failed. The media of the last 40 days is there by the rows; no bytes are.
 */
export async function fillHistory({ database, libraries, firstOrganisationId }: Service, { uploads, titles }: History): Promise<void> {
  const run = (text: string) => database.executeQuery(rawQuery(text, []));
  // A number gives the id and the age of each row.
  const rows = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${uploads}),
    r as (select i, printf('01800000-0000-7000-8000-%012d', i) as id, i % 50 = 0 as failed,
      iif(i % 20 = 7, 'pre-release-leak', 'no-match') as kind, (${uploads} - i) * ${DAYS}.0 / ${uploads} as age,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ((${uploads} - i) * ${DAYS}.0 / ${uploads}) || ' days') as at from n)`;
  const first = '(select organisation_id from upload order by id desc limit 1)';
  await run(`insert into upload (id, organisation_id, name, kind, bytes, sha256, state, progress, created_at, finished_at, verdict, media)
    ${rows} select id, ${first}, 'upload-' || i || '.mp4', 'film', 1000000, printf('%064x', i), iif(failed, 'failed', 'done'), 1, at, at,
      iif(failed, null, kind), iif(age > ${DUE_DAYS}, null, iif(failed, 'failed', iif(kind = 'no-match', 'unmatched', 'matched'))) from r`);
  await run(`insert into verdict (id, organisation_id, upload_id, kind, outcome, library_revision, created_at)
    ${rows} select printf('01800000-0000-7000-9000-%012d', i), ${first}, id, kind,
      (select outcome from verdict order by id desc limit 1), 1, at from r where not failed`);
  await run(`insert into job (id, organisation_id, kind, key, payload, lane, priority, state, attempts, losses, takes, run_at, due_at, created_at,
      finished_at)
    ${rows} select printf('01800000-0000-7000-a000-%012d', i), ${first}, 'scan', 'scan ' || id, '{}', 'films', 100, 'done', 1, 0, 1, at, at, at, at
      from r where age < ${DUE_DAYS}`);
  // Years of work would have summed up what the triggers have counted.
  await run('create temp table counted as select what, state, kind, sum(change) as change from tally group by what, state, kind');
  await run('delete from tally');
  await run('insert into tally (what, state, kind, change) select what, state, kind, change from counted');
  // The jobs of this hour are added again after the next start.
  await run("delete from job where kind = 'retention'");
  await libraries.use(firstOrganisationId, async (library) => {
    // A library lets others only read its rows, and one title at a time would take minutes.
    const catalogue = library.catalogue as Catalogue;
    for (let from = 0; from < titles; from += TITLES_AT_ONCE)
      await catalogue.write(async (writer) => {
        for (let title = from; title < Math.min(titles, from + TITLES_AT_ONCE); title++) {
          const { id } = await writer.putTitle({ id: `title-${title}`, name: `Title ${title}` });
          const opensAt = new Date(Date.now() + (title - titles / 2) * 3_600_000).toISOString();
          await writer.putWindows(id, [{ territory: 'US', channel: 'disc', opensAt }]);
        }
      });
  });
}
