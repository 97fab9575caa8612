import { userInfo } from 'node:os';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library } from '@streetdate/engine';
import { addServer, caseReleases, Ledger, linkReleases, makeCaseReport, recordServers } from '@streetdate/evidence';
import type { caseAddServer, caseGroups, caseReport } from '../definitions/case.ts';
import { EXIT, UsageError } from '../exit.ts';
import { caseText } from '../output/case-text.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { groupsText } from '../output/groups-text.ts';
import { byteSize, followServer } from '../output/server-progress.ts';
import type { Context, Run } from './command.ts';
import { idsOfServers } from './server-ids.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate case add-server` */
export const runCaseAddServer: Run<typeof caseAddServer> = async ([path = ''], values, context) => {
  const { name, country = '', seenAt, custodian, by = accountName(), pictures } = values;
  const { console, io } = context;
  await withLibrary(context, {}, async (library) => {
    const started = performance.now();
    const progress = followServer(io, console);
    const options = {
      pictures,
      onProgress: progress.onProgress,
      onNote: (text: string) => console.note(text),
      now: io.now,
      signal: io.signal,
    };
    const added = await addServer(library, path, { name, country, seenAt, custodian }, options).finally(progress.stop);
    const { server, totals, scanned, unscanned } = added;
    const [entry] = await recordServers(new Ledger(library, { now: io.now }), library, by, [server.id]);
    const problems = await library.catalogue.serverProblems(server.id);
    const fail = (place: string, reason: string) => {
      const message = reason.includes(place) ? reason : `${place}: ${reason}`;
      console.fail(place, new StreetdateError('file-unreadable', `${server.name}: ${message}`, { path: place }));
    };
    for (const problem of problems) fail(problem.path, problem.reason);
    for (const problem of unscanned) fail(problem.path, problem.reason);
    for (let after: string | undefined = ''; totals.unread > 0 && after !== undefined && server.source !== 'listing'; ) {
      const page = await library.catalogue.serverFiles(server.id, 'all', { after, most: 10_000 });
      for (const file of page) if (file.problem !== undefined) fail(file.path, file.problem);
      after = page.at(-1)?.path;
    }
    const seconds = (performance.now() - started) / 1000;
    const { files, bytes, digested, unread, fingerprints } = totals;
    const images = await library.catalogue.serverImages(server.id);
    const record = {
      ...{ type: 'server', ...server, files, bytes, digested, unread },
      ...{ unreadPlaces: problems.length, scanned, unscanned: unscanned.length, seconds },
      ...(fingerprints !== undefined && { fingerprints }),
      ...(images.length > 0 && { images }),
      ...(entry && { ledgerEntry: entry.position }),
    };
    const read = server.source === 'listing' ? 'were listed' : 'were read';
    const prints = fingerprints === undefined ? '' : `; ${count(fingerprints, 'fingerprint')}, which are no copies`;
    const speed = groupDigits(Math.round(files / Math.max(seconds, 0.001)));
    const text = `${server.name} (${server.country}): ${count(files, 'file')}, ${byteSize(bytes)} ${read} in ${seconds.toFixed(1)} s, ${speed} a second; ${count(scanned, 'film')} scanned${prints}${entry === undefined ? '; the ledger has it already' : `; entry ${entry.position} of the ledger`}.`;
    console.result(record, text);
  });
  return EXIT.nothingFound;
};

/** The name of the account, or its number where it has none, as in some containers. */
function accountName(): string {
  try {
    return `account ${userInfo().username}`;
  } catch {
    return `account ${process.getuid?.() ?? 'without a name'}`;
  }
}

/** `streetdate case report` */
export const runCaseReport: Run<typeof caseReport> = async (_operands, { rightClock, output, language }, context) => {
  const { console, io } = context;
  if (language !== undefined && output === undefined)
    throw new UsageError('--language is that of the HTML page: name its file with --output');
  await withLibrary(context, { access: 'read' }, async (library) => {
    const servers = await library.catalogue.servers();
    const rightClocks = await idsOfServers(library, rightClock);
    if (servers.length === 0) console.note('the case has no server; `streetdate case add-server` adds one');
    const report = await makeCaseReport(library, { rightClocks, now: io.now, signal: io.signal });
    if (output !== undefined) {
      const groups = await groupsOf(library, rightClocks, context);
      await (await import('../report/case/render-case.ts')).writeCase(output, report, { groups, language });
    }
    console.result({ type: 'case-report', ...report }, caseText(report, console));
  });
  return EXIT.nothingFound;
};

/** `streetdate case groups` */
export const runCaseGroups: Run<typeof caseGroups> = async (_operands, { least, withoutTags, top = 20 }, context) => {
  const { console, io } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const releases = await caseReleases(library, { signal: io.signal });
    const linked = linkReleases(releases, { leastRatio: least, withTags: !withoutTags, signal: io.signal });
    const named = releases.map(({ id, name, group, serverId, path }) => ({
      ...{ id, serverId, path },
      ...(name !== undefined && { name }),
      ...(group !== undefined && { group }),
    }));
    console.result({ type: 'case-groups', releases: named, ...linked }, groupsText(releases, linked, top));
  });
  return EXIT.nothingFound;
};

/** Every two releases are compared: more of them would keep a report waiting for minutes. */
const MOST_LINKED = 5000;

async function groupsOf(library: Library, rightClocks: readonly string[], { console, io: { signal } }: Context) {
  const releases = await caseReleases(library, { rightClocks, signal });
  if (releases.length <= MOST_LINKED) return { releases, linked: linkReleases(releases, { signal }) };
  console.note(`the page does not link ${groupDigits(releases.length)} releases; \`streetdate case groups\` does, in minutes`);
  return undefined;
}
