import type {
  FilmCopy,
  Page,
  ServerDay,
  ServerOverlap,
  ServerTotals,
  SharedTime,
  StoredServer,
  StoredServerImage,
} from '@streetdate/engine';
import type { CaseTitle } from './by-digest.ts';
import { type ListedLine, linesOfList, readListLine } from './list-lines.ts';
import type { CaseReader } from './report-of-case.ts';
import { type FilmReader, pairKey } from './spread.ts';

/** A server, and the list of its files. */
export interface ListedServer {
  /** The server. */
  readonly server: StoredServer;
  /** Its list: a line of canonical JSON for each file. */
  readonly list: Uint8Array;
  /** Files that could not be read. */
  readonly unread: number;
  /** Places that could not be read. */
  readonly unreadPlaces: number;
  /** Files that are fingerprints. @defaultValue none */
  readonly fingerprints?: number | undefined;
  /** Images among its files. @defaultValue none */
  readonly images?: readonly StoredServerImage[] | undefined;
}

/** A content that is a film. */
export interface ListedFilm {
  /** Its digest. */
  readonly digest: string;
  /** Its scan. @defaultValue it was not scanned */
  readonly scanId?: string | undefined;
}

/** What a case is read from in place of a catalogue. */
export interface ListedFacts {
  /** The servers, ordered by id. */
  readonly servers: readonly ListedServer[];
  /** The films, ordered by digest. */
  readonly films: readonly ListedFilm[];
  /** The titles of the case. */
  readonly titles: readonly CaseTitle[];
  /** Their references. */
  readonly references: readonly { readonly id: string; readonly titleId: string }[];
  /** What scans found. */
  readonly scan: FilmReader['scan'];
}

const DAY_MS = 86_400_000;
/** Contents that are compared at once: memory stays flat however many files the servers have. */
const MOST_COMPARED = 250_000;

/**
 * A case as the lists of its servers have it. They are read anew for each question, and contents are compared a part at a time, by the first
 * digits of their digests. It runs in browsers as well.
 * @param mostCompared - Contents that are compared at once. @defaultValue 250,000
 * @throws TypeError that names a list and a line that is none.
 */
export function listedCase(facts: ListedFacts, mostCompared = MOST_COMPARED): CaseReader {
  const { servers, films, titles, references, scan } = facts;
  const scanOf = new Map(films.map((film) => [film.digest, film]));
  const tallies = new Map(servers.map((each) => [each.server.id, tally(each, scanOf)]));
  const copies = [...tallies.values()]
    .flatMap((each) => each.copies)
    .sort((one, other) => (one.digest < other.digest ? -1 : one.digest > other.digest ? 1 : 0));
  const files = [...tallies.values()].reduce((sum, { totals }) => sum + totals.files, 0);
  const parts = partsOf(files, mostCompared);
  return {
    servers: async () => servers.map(({ server }) => server),
    titles: async () => titles,
    references: async () => references,
    scan,
    serverTotals: async (id) => tallies.get(id)!.totals,
    serverDays: async (id) => tallies.get(id)!.days,
    filesAfter: async (id) => tallies.get(id)!.filesAfterSeen,
    serverImages: async (id) => [...(servers.find(({ server }) => server.id === id)!.images ?? [])],
    serverProblems: async (id) => ({ length: servers.find(({ server }) => server.id === id)!.unreadPlaces }),
    filmCopies: async ({ after, most }) => copiesAfter(copies, after, most),
    serverOverlaps: async () => overlapsOf(servers, parts),
    sharedTimes: async ({ after }) => sharedAfter(servers, parts, after),
  };
}

/** What is counted of a server in one reading of its list. */
interface Tally {
  readonly totals: ServerTotals;
  readonly days: ServerDay[];
  readonly filesAfterSeen: number;
  readonly copies: readonly FilmCopy[];
}

function tally({ server, list, unread, fingerprints }: ListedServer, films: ReadonlyMap<string, ListedFilm>): Tally {
  const seenMs = server.seenAt === undefined ? Number.POSITIVE_INFINITY : Math.floor(Date.parse(server.seenAt));
  let [files, bytes, digested, digestedBytes, filesAfterSeen] = [0, 0, 0, 0, 0];
  const days = new Map<number, number>();
  const copies: FilmCopy[] = [];
  for (const line of linesOf(server, list)) {
    const { path, bytes: size, modifiedMs, digest } = line;
    files++;
    bytes += size;
    if (digest !== null) {
      digested++;
      digestedBytes += size;
    }
    if (modifiedMs !== null && modifiedMs > seenMs) filesAfterSeen++;
    // Films in archives have no day of their own.
    const isPacked = server.source !== 'listing' && path.includes('//');
    if (modifiedMs !== null && modifiedMs >= 0 && !isPacked) {
      const day = Math.floor(modifiedMs / DAY_MS);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    const film = digest === null ? undefined : films.get(digest);
    if (film === undefined) continue;
    copies.push({
      ...{ serverId: server.id, path, bytes: size, digest: film.digest },
      ...(modifiedMs !== null && { modifiedMs }),
      ...(film.scanId !== undefined && { scanId: film.scanId }),
    });
  }
  const ordered = [...days].sort(([one], [other]) => one - other).map(([day, count]) => ({ day, files: count }));
  const totals = { files, bytes, digested, digestedBytes, unread, ...(fingerprints !== undefined && { fingerprints }) };
  return { totals, days: ordered, filesAfterSeen, copies };
}

function* linesOf({ id }: StoredServer, list: Uint8Array): Generator<ListedLine> {
  let at = 0;
  for (const text of linesOfList(list)) {
    at++;
    const line = readListLine(text);
    if (line === undefined) throw new TypeError(`line ${at} of the list of ${id} must be one of a file, got ${text.slice(0, 80)}`);
    yield line;
  }
}

/** Films after a digest; a page ends with the last copy of a content. */
function copiesAfter(copies: readonly FilmCopy[], after: string, most: number): FilmCopy[] {
  const start = copies.findIndex(({ digest }) => digest > after);
  if (start < 0) return [];
  const last = copies[Math.min(copies.length, start + most) - 1]!.digest;
  const end = copies.findLastIndex(({ digest }) => digest === last) + 1;
  return copies.slice(start, end);
}

/** The first digits by which contents are parted, in order; an empty part takes all, and `undefined` those that begin with no such digits. */
type Part = string | undefined;

function partsOf(files: number, most: number): readonly Part[] {
  let parts: string[] = [''];
  while (files / parts.length > most && parts[0]!.length < 4) {
    parts = parts.flatMap((part) => Array.from('0123456789abcdef', (digit) => part + digit));
  }
  return parts.length === 1 ? parts : [...parts, undefined];
}

/** What each server has of one content: the earliest time of its files there. */
type Held = Map<string, { readonly bytes: number; firstMs: number | undefined }>;

/** The contents of a part by their digests, in order of these. Empty files do not count. */
function contentsOf(servers: readonly ListedServer[], part: Part, length: number): [digest: string, held: Held][] {
  const contents = new Map<string, Held>();
  for (const { server, list } of servers) {
    for (const text of linesOfList(list)) {
      // A look at the digest: lines of other parts are not read in full.
      const [, digest = ''] = /"digest":"([^"]*)"/.exec(text) ?? [];
      const isOfPart = part === undefined ? !/^[0-9a-f]+$/.test(digest.slice(0, length)) : digest.startsWith(part);
      const line = digest !== '' && isOfPart ? readListLine(text) : undefined;
      if (line === undefined || line.digest === null || line.bytes === 0) continue;
      const held: Held = contents.get(line.digest) ?? new Map();
      contents.set(line.digest, held);
      const own = held.get(server.id) ?? { bytes: line.bytes, firstMs: undefined };
      held.set(server.id, own);
      if (line.modifiedMs !== null) own.firstMs = Math.min(own.firstMs ?? Number.POSITIVE_INFINITY, line.modifiedMs);
    }
  }
  return [...contents].sort(([one], [other]) => (one < other ? -1 : 1));
}

function lengthOf(parts: readonly Part[]): number {
  return parts[0]!.length;
}

function overlapsOf(servers: readonly ListedServer[], parts: readonly Part[]): ServerOverlap[] {
  const overlaps = new Map<string, { readonly servers: readonly [string, string]; contents: number; bytes: number }>();
  for (const part of parts) {
    for (const [, held] of contentsOf(servers, part, lengthOf(parts))) {
      const owners = [...held];
      for (const [at, [one, { bytes }]] of owners.entries()) {
        for (const [other] of owners.slice(at)) {
          const overlap = overlaps.get(pairKey(one, other)) ?? { servers: [one, other], contents: 0, bytes: 0 };
          overlaps.set(pairKey(one, other), overlap);
          overlap.contents++;
          overlap.bytes += bytes;
        }
      }
    }
  }
  return [...overlaps.values()];
}

/** The times of shared contents after a digest: those of its part, or of the next one that has any. */
function sharedAfter(servers: readonly ListedServer[], parts: readonly Part[], after: Page['after']): SharedTime[] {
  const length = lengthOf(parts);
  for (const part of parts) {
    if (part !== undefined && part < after.slice(0, length)) continue;
    const times = contentsOf(servers, part, length).flatMap(([digest, held]) =>
      digest <= after || held.size < 2
        ? []
        : [...held].flatMap(([serverId, { firstMs }]) => (firstMs === undefined ? [] : [{ digest, serverId, firstMs }])),
    );
    if (times.length > 0) return times;
  }
  return [];
}
