import { StreetdateError } from '@streetdate/core/portable';
import type { StoredImage } from '@streetdate/engine';
import { equalBytes, toBytes, toHex } from '../bytes/bytes.ts';
import { linesOfList, readListLine } from '../case/list-lines.ts';
import { type CaseReport, reportOfCase } from '../case/report-of-case.ts';
import type { TitleSpread } from '../case/spread.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { GrowingRoot } from '../proofs/growing-root.ts';
import { hashLeaf } from '../proofs/hashes.ts';
import type { CaseFile } from './case-file.ts';
import { checkRecipients } from './check-recipients.ts';
import { type Difference, firstDifference } from './compare-values.ts';
import type { Findings } from './report.ts';
import { CASE_PAGE, lastScans, readerOf, type WholeCase } from './whole-case.ts';

/** Writes the page of a case for people, as the program of the report's version does; undefined where this is another version. */
export type PageOfCase = (report: CaseReport) => Promise<string | undefined> | string | undefined;

/** Paths that are named of a scan's copies. */
const MOST_PATHS = 3;
/** Copies of a title whose releases are named. */
const MOST_RELEASES = 20;

/**
 * Checks a whole case: that the lists of the servers are those that the ledger recorded, and that order, overlap, clocks, spread and ranking follow
 * from them. All of it is computed again.
 */
export async function checkCase(
  files: ReadonlyMap<string, Uint8Array>,
  content: CaseFile,
  whole: WholeCase,
  entries: readonly LedgerEntry[],
  pageOf: PageOfCase | undefined,
  findings: Findings,
): Promise<void> {
  const fail = (sentence: string) => findings.add('fails', 'case', sentence);
  const listOf = (file: string) => files.get(`data/${file}`);
  if (!checkLists(whole, entries, listOf, findings)) return;
  checkFilms(content, whole, entries, listOf, findings);
  const { report: stated, rightClocks, recipients } = whole;
  const { generatedAt, version } = stated;
  let computed: CaseReport;
  try {
    const reader = readerOf(whole, content, entries, listOf);
    computed = JSON.parse(JSON.stringify(await reportOfCase(reader, { generatedAt, version, rightClocks }))) as CaseReport;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError || error instanceof StreetdateError)) throw error;
    fail(`What is told of all servers together cannot be computed again: ${error.message}.`);
    return;
  }
  const difference = firstDifference(withoutNames(stated), withoutNames(computed)) ?? namesFault(stated);
  if (difference !== undefined) {
    fail(`What is told of all servers together: ${difference.place} is stated to be ${difference.one}, and is ${difference.other}.`);
    return;
  }
  const count = computed.servers.length;
  findings.add(
    'holds',
    'case',
    `Order, lead times, clocks and overlaps of ${count} ${count === 1 ? 'server' : 'servers'} were computed again from their lists: each number is the same.`,
  );
  for (const { name, image, images = [] } of computed.servers) {
    if (image !== undefined) checkImage(name, image, findings);
    for (const { path, ...each } of images) checkImage(`${name}, ${path}`, each, findings);
  }
  for (const title of computed.titles) nameTitle(title, computed, content, findings);
  await checkPage(files.get(`data/${CASE_PAGE}`), computed, pageOf, findings);
  nameAssertions(stated, whole, findings);
  if (recipients !== undefined) checkRecipients(recipients, computed, findings);
}

/** A report without what it reads in paths: how releases are named is learnt, and a later version may read more in them. */
function withoutNames(report: CaseReport): unknown {
  const bare = ({ servers, ...title }: TitleSpread) => ({ ...title, servers: servers.map(({ release: _, group: __, ...copy }) => copy) });
  return { ...report, titles: report.titles.map(bare) };
}

/** A release that a path is said to claim must stand in it, and the group in the release. Called where all else is equal. */
function namesFault({ titles }: CaseReport): Difference | undefined {
  for (const { path, release, group } of titles.flatMap(({ servers }) => servers)) {
    if (release !== undefined && !path.includes(release))
      return { place: 'a release', one: JSON.stringify(release), other: `not in the path ${path}` };
    if (group !== undefined && !release?.includes(group))
      return { place: 'a group', one: JSON.stringify(group), other: `not in the path ${path}` };
  }
  return undefined;
}

/** Each list must have the root that the ledger recorded, and no recorded server may lack its list. */
function checkLists(
  { servers }: WholeCase,
  entries: readonly LedgerEntry[],
  listOf: (file: string) => Uint8Array | undefined,
  findings: Findings,
): boolean {
  const fail = (sentence: string) => findings.add('fails', 'case', sentence);
  const last = new Map(entries.flatMap((entry) => (entry.event.kind === 'server' ? [[entry.event.serverId, entry] as const] : [])));
  let isWhole = true;
  for (const [at, { serverId, entry: position, file }] of servers.entries()) {
    const before = servers[at - 1];
    const entry = last.get(serverId);
    last.delete(serverId);
    const list = listOf(file);
    if (before !== undefined && before.serverId >= serverId) {
      fail(`The server ${serverId} is stated behind ${before.serverId}: servers are in order, each once.`);
    } else if (entry?.event.kind !== 'server' || entry.position !== position) {
      fail(`The ledger’s last entry about the server ${serverId} is not entry ${position}.`);
    } else if (list === undefined) fail(`The list of the server ${serverId}, data/${file}, is missing.`);
    else {
      const [root, lines] = [new GrowingRoot(), { files: 0, bytes: 0, digested: 0 }];
      for (const text of linesOfList(list)) {
        root.append(hashLeaf(toBytes(text)));
        const line = readListLine(text);
        lines.files++;
        lines.bytes += line?.bytes ?? 0;
        if (line !== undefined && line.digest !== null) lines.digested++;
      }
      const { name, files, bytes, digested, filesRoot } = entry.event;
      const difference = firstDifference({ files, bytes, digested }, lines);
      if (toHex(root.root()) !== filesRoot) fail(`The list of the server ${name} is another one than entry ${position} records.`);
      else if (difference !== undefined) {
        fail(
          `Entry ${position} records ${difference.place} of ${difference.one} on the server ${name}, and its list has ${difference.other}.`,
        );
      } else {
        const { at: writtenAt, by } = entry;
        const facts = `the server ${name} (${entry.event.country}) with ${files} ${files === 1 ? 'file' : 'files'}`;
        findings.add('holds', 'case', `Entry ${position}, written at ${writtenAt} by ${by}, records ${facts}: exactly the enclosed list.`);
        continue;
      }
    }
    isWhole = false;
  }
  for (const { position, event } of last.values()) {
    isWhole = false;
    if (event.kind === 'server') fail(`Entry ${position} records the server ${event.name}, and its list is not enclosed.`);
  }
  return isWhole;
}

/** What each film shows must be in the ledger, and every scan of a listed content must be of a stated film. */
function checkFilms(
  { scans }: CaseFile,
  { films, servers }: WholeCase,
  entries: readonly LedgerEntry[],
  listOf: (file: string) => Uint8Array | undefined,
  findings: Findings,
): void {
  const fail = (sentence: string) => findings.add('fails', 'case', sentence);
  const recorded = lastScans(entries);
  const described = new Set(scans.map(({ scanId }) => scanId));
  const stated = new Map(films.map(({ digest, scanId }) => [digest, scanId]));
  if (films.some(({ digest }, at) => at > 0 && films[at - 1]!.digest >= digest))
    fail('The films are not stated in order of their digests, each once.');
  for (const { digest, scanId } of films) {
    if (scanId === undefined) continue;
    const event = recorded.get(scanId);
    if (event === undefined) {
      fail(`The ledger has no scan ${scanId} of the film with the digest ${digest}.`);
      continue;
    }
    if (event.media.sha256 !== null && /^[0-9a-f]{64}$/.test(digest) && event.media.sha256 !== digest) {
      fail(`The scan ${scanId} is stated to be of the film with the digest ${digest}, and is of ${event.media.sha256}.`);
    }
    if (event.matches.length > 0 && !described.has(scanId))
      fail(`The ledger records a match of the scan ${scanId}, and the case leaves it out.`);
  }
  // Where the content of each scan lies; a content that is stated to be no film would be missing from the order.
  const ofDigest = new Map(
    [...recorded.values()].flatMap(({ media, scanId }) => (media.sha256 === null ? [] : [[media.sha256, scanId] as const])),
  );
  const places = new Map<string, string[]>();
  const names = new Map(entries.flatMap(({ event, position }) => (event.kind === 'server' ? [[position, event.name] as const] : [])));
  for (const { entry, file } of servers) {
    for (const text of linesOfList(listOf(file)!)) {
      const line = readListLine(text);
      const scanId = line === undefined || line.digest === null ? undefined : ofDigest.get(line.digest);
      if (line === undefined || scanId === undefined) continue;
      if (line.bytes !== recorded.get(scanId)!.media.bytes)
        fail(`${line.path} of the server ${names.get(entry)} has ${line.bytes} bytes, and the scan of its content another number of them.`);
      if (stated.get(line.digest!) === undefined) {
        fail(`${line.path} of the server ${names.get(entry)} is a film that was scanned, and the case leaves it out.`);
        ofDigest.delete(line.digest!);
      }
      places.set(scanId, [...(places.get(scanId) ?? []), `${line.path} of ${names.get(entry)}`]);
    }
  }
  checkLogs(servers, entries, listOf, fail);
  for (const { scanId, fileName, media } of scans) {
    const paths = places.get(scanId);
    if (paths === undefined) continue;
    const others = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : '';
    findings.add('holds', 'case', `${fileName}, with the SHA-256 ${media?.sha256}, is ${paths.slice(0, MOST_PATHS).join(', ')}${others}.`);
  }
}

/** A line of a log must not be about a file that the list of the server has with another content. */
function checkLogs(
  servers: WholeCase['servers'],
  entries: readonly LedgerEntry[],
  listOf: (file: string) => Uint8Array | undefined,
  fail: (sentence: string) => void,
): void {
  for (const { position, event } of entries) {
    if (event.kind !== 'log') continue;
    const list = servers.find(({ serverId }) => serverId === event.serverId);
    if (list === undefined) {
      fail(`Entry ${position} is about a log of the server ${event.serverId}, which is not in the case.`);
      continue;
    }
    const copies = new Map(event.copies.map(({ file, digest }) => [file, digest]));
    for (const text of linesOfList(listOf(list.file)!)) {
      const line = readListLine(text);
      const digest = line && copies.get(line.path);
      if (digest !== undefined && line!.digest !== digest)
        fail(
          `Entry ${position} has ${line!.path} of the server ${event.serverId} with the digest ${digest}, and its list with ${line!.digest}.`,
        );
    }
  }
}

/** An image whose bytes are not those that it states is never read: an entry that says so was written by hand. */
function checkImage(name: string, image: StoredImage, findings: Findings): void {
  const { bytes, sha256, sha1, md5, statedSha1 = sha1, statedMd5 = md5 } = image;
  const states = (digest: string, stated: string, computed: string) =>
    findings.add(
      'fails',
      'case',
      `The image of ${name} is said to state the ${digest} ${stated}, and to have ${computed}: no such image is read.`,
    );
  if (statedSha1 !== sha1) states('SHA-1', statedSha1, sha1);
  if (statedMd5 !== md5) states('MD5', statedMd5, md5);
  findings.add(
    'asserted',
    'case',
    `That what was on ${name} was read from an image of a disk of ${bytes} bytes with the SHA-256 ${sha256}. Compare it with the image that is in custody.`,
  );
}

function nameTitle(
  { titleId, title, servers, first, windows }: TitleSpread,
  { servers: all }: CaseReport,
  { scans }: CaseFile,
  findings: Findings,
): void {
  const nameOf = (id: string) => all.find((server) => server.id === id)?.name ?? id;
  const [earliest] = servers;
  if (earliest === undefined) return;
  const place = `${earliest.path}, dated ${earliest.fileTime}${earliest.time === earliest.fileTime ? '' : `, which is ${earliest.time} by the right clock`}`;
  const where =
    first.length > 1 ? `first on one of ${first.map(nameOf).join(', ')}, which their clocks do not tell` : `first on ${nameOf(first[0]!)}`;
  const order = servers.length > 1 ? `; in order ${servers.map(({ serverId }) => nameOf(serverId)).join(', ')}` : '';
  findings.add('holds', 'case', `${title}: ${where} (${place})${order}.`);
  const leads = windows.map(({ territory, channel, daysEarly }) => `${territory} ${channel} ${daysEarly} days`);
  if (leads.length === 0) return;
  const verdicts = scans.flatMap((scan) => scan.matches.filter((match) => match.title.id === titleId));
  const summaries = new Set(verdicts.map(({ verdict }) => verdict.summary));
  findings.add(
    'holds',
    'case',
    `${title}: from the earliest file time to the opening of its windows: ${leads.join(', ')}. Verdicts count from when a file was seen, and so give other numbers: ${[...summaries].slice(0, MOST_PATHS).join(' ')}`,
  );
}

/** The page for people must be the one that the report gives. */
async function checkPage(
  page: Uint8Array | undefined,
  report: CaseReport,
  pageOf: PageOfCase | undefined,
  findings: Findings,
): Promise<void> {
  if (page === undefined) return;
  const written = await pageOf?.(report);
  const made = written === undefined ? undefined : toBytes(written);
  const name = `data/${CASE_PAGE}`;
  if (made === undefined)
    findings.add('asserted', 'case', `${name} is for people. That it shows the numbers of data/case/report.json is not computed here.`);
  else if (equalBytes(page, made)) findings.add('holds', 'case', `${name} is the page that these numbers give.`);
  else findings.add('fails', 'case', `${name} is another page than version ${report.version} makes of these numbers.`);
}

function nameAssertions(
  { unmatched, unscanned, servers, titles, generatedAt, version }: CaseReport,
  { films, rightClocks }: WholeCase,
  findings: Findings,
): void {
  const say = (sentence: string) => findings.add('asserted', 'case', sentence);
  const right = rightClocks.length === 0 ? 'no clock' : `the clocks of ${rightClocks.join(', ')}`;
  say(`That the report was made at ${generatedAt} by version ${version}, with ${right} taken to be right.`);
  for (const { title, servers: copies } of titles) {
    const releases = copies.slice(0, MOST_RELEASES).map(({ release = 'none', group = 'none' }) => `${release} (${group})`);
    say(`${title}: the releases and groups that version ${version} read in the first paths are ${releases.join(', ')}.`);
  }
  say('The times of files: whoever runs a server can set them. The errors of the clocks are estimated from them, and shared files.');
  say(
    `That ${films.length} contents of the lists are films, and no others. ${unscanned} of them were not scanned, and ${unmatched} show no title of the case.`,
  );
  for (const { name, fingerprints, isFingerprintList } of servers) {
    if (fingerprints === undefined) continue;
    const what = isFingerprintList
      ? `${name} is a list of fingerprints, without a film`
      : `${fingerprints} of the files of ${name} are fingerprints`;
    say(`That ${what}. A fingerprint is no copy: whether the film that it is of lay there is not told.`);
  }
  say(`That the case has no other servers than these ${servers.length}, and which files and places on them could not be read.`);
  say(
    'Whether the list of a server is what was on it cannot be known from the bundle. Compare the digests with the files that are in custody.',
  );
}
