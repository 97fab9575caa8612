import { type Channel, formatWindow, type ReleaseWindow, type Title } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import type { TitlePage } from '../catalogue.ts';
import { freeId, slug } from '../ids.ts';
import { WindowReader } from '../read-rows.ts';
import type { NewTitle, TitleWithWindows, UnreadableWindow } from '../stored.ts';
import type { Database } from './database.ts';
import type { ReleaseWindowTable, TitleTable } from './tables.ts';

/** The titles, ordered by name. */
export async function listTitles(database: Database): Promise<TitleWithWindows[]> {
  const rows = await database.selectFrom('title').selectAll().orderBy('name').execute();
  const windows = await database.selectFrom('release_window').selectAll().orderBy('territory').orderBy('channel').execute();
  return titlesOf(rows, windows);
}

/** The titles that have renditions, ordered by name. */
export async function listEnrolledTitles(database: Database): Promise<TitleWithWindows[]> {
  const rows = await database
    .selectFrom('title')
    .selectAll()
    .where('id', 'in', ({ selectFrom }) => selectFrom('reference').select('title_id'))
    .orderBy('name')
    .execute();
  const windows = await database
    .selectFrom('release_window')
    .selectAll()
    .where('title_id', 'in', ({ selectFrom }) => selectFrom('reference').select('title_id'))
    .orderBy('territory')
    .orderBy('channel')
    .execute();
  return titlesOf(rows, windows);
}

/** Titles ordered by name: at most `most`, after the one with an id, which are none where there is no such title. */
export async function listTitlePage(database: Database, { after, most }: TitlePage): Promise<TitleWithWindows[]> {
  let query = database.selectFrom('title').selectAll();
  if (after !== undefined) query = query.where('name', '>', ({ selectFrom }) => selectFrom('title').select('name').where('id', '=', after));
  const rows = await query.orderBy('name').limit(most).execute();
  if (rows.length === 0) return [];
  const windows = database.selectFrom('release_window').selectAll();
  const own = windows.where(
    'title_id',
    'in',
    rows.map(({ id }) => id),
  );
  return titlesOf(rows, await own.orderBy('territory').orderBy('channel').execute());
}

/** The names of titles, by their ids. */
export async function namesOfTitles(database: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.selectFrom('title').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Windows whose written time lies from one text to before another, at most `most`, ordered by it. What cannot be read is left out. */
export async function listOpenings(database: Database, from: string, before: string, most: number): Promise<ReleaseWindow[]> {
  const rows = await database
    .selectFrom('release_window')
    .selectAll()
    .where('opens_at', '>=', from)
    .where('opens_at', '<', before)
    .orderBy('opens_at')
    .limit(most)
    .execute();
  const reader = new WindowReader();
  return rows.flatMap((row) => {
    const read = reader.read(windowOf(row));
    return 'window' in read ? [read.window] : [];
  });
}

function titlesOf(rows: readonly TitleTable[], windows: readonly ReleaseWindowTable[]): TitleWithWindows[] {
  const reader = new WindowReader();
  const byTitle = new Map<string, ReleaseWindowTable[]>(rows.map(({ id }) => [id, []]));
  for (const window of windows) byTitle.get(window.title_id)?.push(window);
  return rows.map((row) => {
    const own: ReleaseWindow[] = [];
    const unreadable: UnreadableWindow[] = [];
    for (const stored of (byTitle.get(row.id) ?? []).map(windowOf)) {
      const read = reader.read(stored);
      if ('window' in read) own.push(read.window);
      else unreadable.push({ window: formatWindow(stored), fault: read.fault });
    }
    return {
      id: row.id,
      name: row.name,
      ...(row.year !== null && { year: row.year }),
      ...(row.eidr !== null && { eidr: row.eidr }),
      ...(row.isan !== null && { isan: row.isan }),
      ...(row.promos !== null && { promos: row.promos as NonNullable<Title['promos']> }),
      windows: own,
      ...(unreadable.length > 0 && { unreadable }),
    };
  });
}

function windowOf({ territory, channel: written, opens_at: opensAt, time_zone }: ReleaseWindowTable): ReleaseWindow {
  const [channel, party] = written.split(/\/(.*)/);
  return {
    territory,
    channel: channel as Channel,
    ...(party !== undefined && { party }),
    opensAt,
    ...(time_zone !== null && { timeZone: time_zone }),
  };
}

/** The name of each reference's title, by the reference's id. */
export async function titleNames(database: Database): Promise<Map<string, string>> {
  const query = database.selectFrom('reference').innerJoin('title', 'title.id', 'reference.title_id');
  const rows = await query.select(['reference.id as id', 'title.name as name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The title with that id, or else with that name. */
export async function findTitle(database: Database, idOrName: string): Promise<TitleWithWindows | undefined> {
  const rows = await database
    .selectFrom('title')
    .selectAll()
    .where(({ eb, or }) => or([eb('id', '=', idOrName), eb('name', '=', idOrName)]))
    .orderBy('name')
    .execute();
  const row = rows.find(({ id }) => id === idOrName) ?? rows[0];
  if (row === undefined) return undefined;
  const windows = database.selectFrom('release_window').selectAll().where('title_id', '=', row.id);
  return titlesOf([row], await windows.orderBy('territory').orderBy('channel').execute())[0];
}

/** The id of the title with exactly that name, or undefined. */
export async function titleIdOfName(database: Database, name: string): Promise<string | undefined> {
  return (await database.selectFrom('title').select('id').where('name', '=', name).executeTakeFirst())?.id;
}

/**
 * Adds a title, or updates a known one. A given fact replaces the known one.
 * @returns Its id and whether it is new.
 */
export async function putTitle(database: Database, title: NewTitle): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { name, year, eidr, isan, promos } = title;
  const known = await findTitle(database, title.id ?? name);
  const id = known?.id ?? title.id ?? (await freeTitleId(database, name));
  const facts = {
    ...(year !== undefined && { year }),
    ...(eidr !== undefined && { eidr }),
    ...(isan !== undefined && { isan }),
    ...(promos !== undefined && { promos }),
  };
  await database
    .insertInto('title')
    .values({ id, name, year: year ?? null, eidr: eidr ?? null, isan: isan ?? null, promos: promos ?? null })
    // `name` may be the id of a known title. It is a new name only together with an id.
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: title.id === undefined ? (known?.name ?? name) : name, ...facts }))
    .execute();
  return { id, isNew: known === undefined };
}

/** Sets release windows of a title. Each replaces the one with its territory, channel and party. @throws TypeError or RangeError for an unreadable one. */
export async function putWindows(database: Database, titleId: string, windows: readonly ReleaseWindow[]): Promise<void> {
  for (const window of windows) {
    openingOf(window);
    const { territory, channel: name, party, opensAt, timeZone } = window;
    const channel = party === undefined ? name : `${name}/${party}`;
    const opening = { opens_at: opensAt, time_zone: timeZone ?? null };
    await database
      .insertInto('release_window')
      .values({ title_id: titleId, territory, channel, ...opening })
      .onConflict((conflict) => conflict.columns(['title_id', 'territory', 'channel']).doUpdateSet(opening))
      .execute();
  }
}

/** An id derived from the name: lower case, letters and digits of any script, with hyphens. */
async function freeTitleId(database: Database, name: string): Promise<string> {
  const stem = slug(name) || 'title';
  // The last character there is ends what begins with the stem.
  const similar = database.selectFrom('title').select('id').where('id', '>=', stem).where('id', '<=', `${stem}\u{10ffff}`);
  const taken = new Set((await similar.execute()).map(({ id }) => id));
  return freeId(stem, taken);
}
