import type { FilmCopy, StoredServer } from '@streetdate/engine';
import type { Match, ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import { type CaseTitle, type TitleReader, titlesById } from './by-digest.ts';
import type { ClockError } from './clock-errors.ts';
import { releaseOfPath } from './release-of-path.ts';

/** The first copy of a title on a server. */
export interface FirstCopy {
  /** The server. */
  readonly serverId: string;
  /** Its country. */
  readonly country: string;
  /** Time of the earliest file, as the file system has it: ISO 8601, UTC. */
  readonly fileTime: string;
  /** That time without the clock's error, where it is known. */
  readonly time: string;
  /** Uncertainty of the time, seconds to either side; undefined if nothing is known of the clock. */
  readonly spreadSeconds?: number;
  /** The earliest file. */
  readonly path: string;
  /** Its digest. */
  readonly digest: string;
  /** The release that its path claims. */
  readonly release?: string;
  /** The group that its path claims. */
  readonly group?: string;
  /** Files on this server that show the title. */
  readonly copies: number;
  /** How many of its contents are on an earlier server as well, byte for byte. */
  readonly sameAsEarlier: number;
}

/** How long before a window opened a title was on a server. */
export interface WindowLead {
  /** The window's territory. */
  readonly territory: string;
  /** The window's channel. */
  readonly channel: ReleaseWindow['channel'];
  /** When it opened, as on record. */
  readonly opensAt: string;
  /** The time zone of `opensAt`, where it has no offset. @defaultValue none */
  readonly timeZone?: string;
  /** Days from the first copy to the earliest possible opening, rounded down; negative if it was open already. */
  readonly daysEarly: number;
}

/** Where a title was, in order of time. */
export interface TitleSpread {
  /** The title's id. */
  readonly titleId: string;
  /** Its name. */
  readonly title: string;
  /** Its first copies, one a server, earliest first. */
  readonly servers: readonly FirstCopy[];
  /** Ids of the servers that may have had it first: the times of the others are later, whatever the clocks. */
  readonly first: readonly string[];
  /** Lead times by the earliest copy, windows in order of their openings. */
  readonly windows: readonly WindowLead[];
  /** Distinct contents. */
  readonly contents: number;
  /** Files whose times are missing or cannot be true. */
  readonly undated: number;
}

interface Found {
  readonly copy: FilmCopy;
  copies: number;
  readonly digests: Set<string>;
}

/** Earlier times are no times of files: counters that were never set. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);

/** What films on servers show. */
export interface Films {
  /** For each title, where it was. */
  readonly titles: readonly TitleSpread[];
  /** Contents that show no enrolled title. */
  readonly unmatched: number;
  /** Contents that could not be scanned. */
  readonly unscanned: number;
  /** For two servers, by {@link pairKey}: the titles that both have. */
  readonly shared: ReadonlyMap<string, number>;
  /** Films on each server, by its id. */
  readonly films: ReadonlyMap<string, number>;
}

/** Reads what the films of a case show. */
export interface FilmReader extends TitleReader {
  /** What a scan found. */
  scan(id: string): Promise<{ readonly matches: readonly Pick<Match, 'referenceId' | 'strength'>[] } | undefined>;
}

/** The key of two servers, in either order. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/**
 * Puts the films of all servers in order, by what their scans found. Weak matches do not count.
 * @param pages - Films, a page at a time, each content's copies together.
 */
export async function orderFilms(
  catalogue: FilmReader,
  pages: AsyncIterable<readonly FilmCopy[]>,
  servers: readonly StoredServer[],
  clocks: ReadonlyMap<string, ClockError>,
): Promise<Films> {
  const { titles, titleOf } = await titlesById(catalogue);
  const found = new Map<string, Map<string, Found>>();
  const undated = new Map<string, number>();
  const films = new Map<string, number>();
  let [unmatched, unscanned] = [0, 0];
  let shown: { readonly digest: string; readonly titleIds: readonly string[] } | undefined;
  for await (const page of pages) {
    for (const copy of page) {
      films.set(copy.serverId, (films.get(copy.serverId) ?? 0) + 1);
      if (shown?.digest !== copy.digest) {
        const scan = copy.scanId === undefined ? undefined : await catalogue.scan(copy.scanId);
        const strong = (scan?.matches ?? []).filter(({ strength }) => strength === 'strong');
        shown = { digest: copy.digest, titleIds: [...new Set(strong.flatMap(({ referenceId }) => titleOf.get(referenceId) ?? []))] };
        if (scan === undefined) unscanned++;
        else if (shown.titleIds.length === 0) unmatched++;
      }
      for (const titleId of shown.titleIds) take(found, undated, titleId, copy);
    }
  }
  const spreads = [...found].map(([titleId, byServer]) =>
    spreadOf(titles.get(titleId)!, byServer, servers, clocks, undated.get(titleId) ?? 0),
  );
  return {
    titles: spreads.sort((one, other) => (one.title < other.title ? -1 : 1)),
    unmatched,
    unscanned,
    shared: sharedTitles(found.values()),
    films,
  };
}

function take(found: Map<string, Map<string, Found>>, undated: Map<string, number>, titleId: string, copy: FilmCopy): void {
  const byServer = found.get(titleId) ?? new Map<string, Found>();
  found.set(titleId, byServer);
  const known = byServer.get(copy.serverId);
  const isDated = timeOf(copy) !== undefined;
  if (!isDated) undated.set(titleId, (undated.get(titleId) ?? 0) + 1);
  const isEarlier = known === undefined || (timeOf(copy) ?? Number.POSITIVE_INFINITY) < (timeOf(known.copy) ?? Number.POSITIVE_INFINITY);
  const digests = known?.digests ?? new Set<string>();
  byServer.set(copy.serverId, { copy: isEarlier ? copy : known.copy, copies: (known?.copies ?? 0) + 1, digests: digests.add(copy.digest) });
}

function timeOf({ modifiedMs }: FilmCopy): number | undefined {
  return modifiedMs !== undefined && modifiedMs >= EARLIEST_MS ? modifiedMs : undefined;
}

function spreadOf(
  { id, name, windows }: CaseTitle,
  byServer: ReadonlyMap<string, Found>,
  servers: readonly StoredServer[],
  clocks: ReadonlyMap<string, ClockError>,
  undated: number,
): TitleSpread {
  const countries = new Map(servers.map((server) => [server.id, server.country]));
  const dated = [...byServer.values()].flatMap((each) => {
    const fileMs = timeOf(each.copy);
    if (fileMs === undefined) return [];
    const clock = clocks.get(each.copy.serverId);
    return [{ ...each, fileMs, spreadSeconds: clock?.spreadSeconds, ms: trueTime(fileMs, clock) }];
  });
  dated.sort((one, other) => one.ms - other.ms || (one.copy.serverId < other.copy.serverId ? -1 : 1));
  const before = new Set<string>();
  const order = dated.map(({ copy, copies, digests, fileMs, ms, spreadSeconds }): FirstCopy => {
    const sameAsEarlier = [...digests].filter((digest) => before.has(digest)).length;
    for (const digest of digests) before.add(digest);
    const release = releaseOfPath(copy.path);
    return {
      serverId: copy.serverId,
      country: countries.get(copy.serverId) ?? '',
      fileTime: new Date(fileMs).toISOString(),
      time: new Date(ms).toISOString(),
      ...(spreadSeconds !== undefined && { spreadSeconds }),
      path: copy.path,
      digest: copy.digest,
      ...(release && { release: release.segment }),
      ...(release?.group !== undefined && { group: release.group }),
      copies,
      sameAsEarlier,
    };
  });
  const latestMs = ({ ms, spreadSeconds = 0 }: (typeof dated)[number]) => ms + 1000 * spreadSeconds;
  const bound = Math.min(...dated.map(latestMs));
  const firstMs = dated[0]?.ms;
  return {
    titleId: id,
    title: name,
    servers: order,
    first: dated.filter(({ ms, spreadSeconds = 0 }) => ms - 1000 * spreadSeconds <= bound).map(({ copy }) => copy.serverId),
    windows: firstMs === undefined ? [] : leadsOf(windows, firstMs),
    contents: new Set([...byServer.values()].flatMap(({ digests }) => [...digests])).size,
    undated,
  };
}

/** A file's time without the clock's error. An error within its own spread may as well be none, and is left as it is. */
export function trueTime(fileMs: number, clock: ClockError | undefined): number {
  return clock === undefined || Math.abs(clock.seconds) <= clock.spreadSeconds ? fileMs : fileMs - 1000 * clock.seconds;
}

function leadsOf(windows: CaseTitle['windows'], firstMs: number): WindowLead[] {
  return windows
    .map((window) => ({ window, opening: openingOf(window).earliest }))
    .sort((one, other) => one.opening - other.opening)
    .map(({ window: { territory, channel, opensAt, timeZone }, opening }) => ({
      territory,
      channel,
      opensAt,
      ...(timeZone !== undefined && { timeZone }),
      daysEarly: Math.floor((opening - firstMs) / 86_400_000),
    }));
}

function sharedTitles(titles: Iterable<ReadonlyMap<string, Found>>): Map<string, number> {
  const shared = new Map<string, number>();
  for (const byServer of titles) {
    const ids = [...byServer.keys()];
    for (const [at, one] of ids.entries()) {
      for (const other of ids.slice(at)) shared.set(pairKey(one, other), (shared.get(pairKey(one, other)) ?? 0) + 1);
    }
  }
  return shared;
}
