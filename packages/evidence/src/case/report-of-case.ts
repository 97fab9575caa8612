import type { FilmCopy, ServerReader, ServerTotals, SharedTime, StoredServer, StoredServerImage } from '@streetdate/engine';
import { groupsByDigest, pagesByDigest, type TitleReader } from './by-digest.ts';
import { type ClockError, estimateClocks } from './clock-errors.ts';
import { dayOf, findGaps, type Gap } from './gaps.ts';
import { type FilmReader, orderFilms, pairKey, type TitleSpread } from './spread.ts';

/** A server in a report. */
export interface ReportServer extends StoredServer, ServerTotals {
  /** Films on it. */
  readonly films: number;
  /** It has no film, and fingerprints of films: it is a list of fingerprints, and no copy lay there by what is known. @defaultValue it is none */
  readonly isFingerprintList?: true;
  /** The first and the last day of its files, by their own times, `YYYY-MM-DD`. */
  readonly days?: readonly [first: string, last: string];
  /** The error of its clock; undefined if it shares too little with others. */
  readonly clock?: ClockError;
  /** Times without files that chance explains badly. */
  readonly gaps: readonly Gap[];
  /** Files that are dated after the server was seen: its clock was ahead, or they were changed later. */
  readonly filesAfterSeen: number;
  /** Folders and archives that could not be read. */
  readonly unreadPlaces: number;
  /** Images among its files whose bytes are no file of it, with their digests. @defaultValue there are none */
  readonly images?: readonly StoredServerImage[];
}

/** What two servers share, by content and not by name. */
export interface ReportOverlap {
  /** Their ids. */
  readonly servers: readonly [string, string];
  /** Distinct files that both have, byte for byte. */
  readonly contents: number;
  /** Their bytes. */
  readonly bytes: number;
  /** Share of the smaller server's distinct files, 0 to 1. */
  readonly share: number;
  /** Titles that both have, whatever the encoding. */
  readonly titles: number;
}

/** What the servers of a case tell together. */
export interface CaseReport {
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Version of the program. */
  readonly version: string;
  /** The servers, ordered by id. */
  readonly servers: readonly ReportServer[];
  /** For each title that was found, where it was and when. */
  readonly titles: readonly TitleSpread[];
  /** Every two servers that share files or titles. */
  readonly overlaps: readonly ReportOverlap[];
  /** Contents that show no enrolled title. */
  readonly unmatched: number;
  /** Films that were not scanned, or could not be. */
  readonly unscanned: number;
}

/** What a report is made of: the part of a catalogue that it reads. A bundle's lists are read in its place. */
export interface CaseReader
  extends FilmReader,
    TitleReader,
    Pick<
      ServerReader,
      'servers' | 'serverImages' | 'serverTotals' | 'filmCopies' | 'serverOverlaps' | 'sharedTimes' | 'serverDays' | 'filesAfter'
    > {
  /** Places on a server that could not be read. */
  serverProblems(serverId: string): Promise<{ readonly length: number }>;
}

/** What a report is made with. */
export interface ReportFacts {
  /** When it is made: ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Version of the program. */
  readonly version: string;
  /** Ids of servers whose clocks are right. */
  readonly rightClocks: readonly string[];
  /** Stops the work. @defaultValue nothing does */
  readonly signal?: AbortSignal | undefined;
}

/** Makes a report. It runs in browsers as well: a verifier makes it anew of the lists that a bundle encloses. */
export async function reportOfCase(reader: CaseReader, { generatedAt, version, rightClocks, signal }: ReportFacts): Promise<CaseReport> {
  const servers = await reader.servers();
  const clocks = await clocksIn(reader, rightClocks, signal);
  const films = await orderFilms(reader, filmPages(reader, signal), servers, clocks);
  const own = new Map<string, number>();
  const overlaps = await reader.serverOverlaps();
  for (const { servers: pair, contents } of overlaps) if (pair[0] === pair[1]) own.set(pair[0], contents);
  const between = new Map(overlaps.map((each) => [pairKey(...each.servers), each]));
  const pairs = servers.flatMap((one, at) => servers.slice(at + 1).map((other) => [one.id, other.id] as const));
  return {
    generatedAt,
    version,
    servers: await Promise.all(
      servers.map((server) => reportServer(reader, server, clocks.get(server.id), films.films.get(server.id) ?? 0)),
    ),
    titles: films.titles,
    overlaps: pairs.flatMap((pair) => {
      const { contents, bytes } = between.get(pairKey(...pair)) ?? { contents: 0, bytes: 0 };
      const titles = films.shared.get(pairKey(...pair)) ?? 0;
      const smaller = Math.min(own.get(pair[0]) ?? 0, own.get(pair[1]) ?? 0);
      return contents + titles === 0 ? [] : [{ servers: pair, contents, bytes, share: smaller === 0 ? 0 : contents / smaller, titles }];
    }),
    unmatched: films.unmatched,
    unscanned: films.unscanned,
  };
}

/**
 * The clock errors of a case's servers.
 * @throws RangeError if a right clock is no server of the case.
 */
export async function clocksIn(
  reader: Pick<CaseReader, 'servers' | 'sharedTimes'>,
  rightClocks: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, ClockError>> {
  const servers = await reader.servers();
  const unknown = rightClocks.find((id) => !servers.some((server) => server.id === id));
  if (unknown !== undefined) throw new RangeError(`rightClocks must be ids of servers in the case, got ${unknown}`);
  return estimateClocks(sharedTimes(reader, signal), { rightClocks });
}

async function reportServer(reader: CaseReader, server: StoredServer, clock: ClockError | undefined, films: number): Promise<ReportServer> {
  const days = await reader.serverDays(server.id);
  const totals = await reader.serverTotals(server.id);
  const images = await reader.serverImages(server.id);
  return {
    ...server,
    ...totals,
    ...(images.length > 0 && { images }),
    films,
    ...(films === 0 && totals.fingerprints !== undefined && { isFingerprintList: true as const }),
    ...(days.length > 0 && { days: [dayOf(days[0]!.day), dayOf(days.at(-1)!.day)] as const }),
    ...(clock && { clock }),
    gaps: findGaps(days),
    filesAfterSeen: server.seenAt === undefined ? 0 : await reader.filesAfter(server.id, Date.parse(server.seenAt)),
    unreadPlaces: (await reader.serverProblems(server.id)).length,
  };
}

/** Films of all servers, a page at a time. */
export function filmPages(reader: Pick<CaseReader, 'filmCopies'>, signal: AbortSignal | undefined): AsyncGenerator<FilmCopy[]> {
  return pagesByDigest((page) => reader.filmCopies(page), signal);
}

/** Times of shared contents, the times of one content together. */
function sharedTimes(reader: Pick<CaseReader, 'sharedTimes'>, signal: AbortSignal | undefined): AsyncGenerator<SharedTime[]> {
  return groupsByDigest(pagesByDigest((page) => reader.sharedTimes(page), signal));
}
