import type { CaseReport, ReportServer, TitleSpread } from '@streetdate/evidence';
import { CASE_IN_ENGLISH, type CaseWriting, say, sayIn, secondsInWords, shortDay, shortTime } from './case-writing.ts';
import { count } from './count-words.ts';
import { escapeText } from './escape.ts';
import { earlyInWords } from './lead-words.ts';
import { byteSize } from './server-progress.ts';
import { PLAIN, type TextOptions } from './style.ts';

/** A case for a person to read on a terminal. */
export function caseText(report: CaseReport, { style = PLAIN }: TextOptions = {}): string {
  const heading = (text: string) => style('heading', text);
  const { servers, titles, overlaps } = report;
  const nameOf = (id: string) => escapeText(servers.find((server) => server.id === id)?.name ?? id);
  const shared = overlaps.map(
    ({ servers: [one, other], contents, bytes, titles: both }) =>
      `  ${nameOf(one)} and ${nameOf(other)}: ${count(contents, 'equal file')} (${byteSize(bytes)}), ${count(both, 'title')}`,
  );
  const sections = [
    `${count(servers.length, 'server')}, ${count(titles.length, 'title')} found on them.`,
    ...titles.map((title) => titleText(title, nameOf, heading)),
    [heading('Servers'), ...servers.map((server) => `  ${serverText(server)}`)].join('\n'),
    ...(shared.length > 0 ? [[heading('Shared, by content'), ...shared].join('\n')] : []),
    [heading('Not known'), ...unknownWords(report).map((line) => `  ${line}`)].join('\n'),
  ];
  return sections.join('\n\n');
}

function titleText(
  { title, servers, first, windows }: TitleSpread,
  nameOf: (id: string) => string,
  heading: (text: string) => string,
): string {
  const lines = servers.map(({ serverId, country, time, spreadSeconds, copies, sameAsEarlier, path }, at) => {
    const doubt = spreadSeconds === undefined ? '' : ` ± ${secondsInWords(spreadSeconds)}`;
    const same = sameAsEarlier > 0 ? `, ${sameAsEarlier} the same as earlier` : '';
    return `  ${at + 1}. ${shortTime(time)}${doubt}  ${nameOf(serverId)} (${country}), ${count(copies, 'file')}${same}: ${escapeText(path)}`;
  });
  const leads = windows.map((lead) => `  ${lead.territory} ${lead.channel}, ${lead.opensAt}: ${earlyInWords(lead, servers)}`);
  const tied = first.length > 1 ? `  First on one of ${first.map(nameOf).join(', ')}: their clocks do not tell.` : undefined;
  const counted = leads.length > 0 ? [`  ${say('counted.from', CASE_IN_ENGLISH)}`] : [];
  return [heading(escapeText(title)), ...lines, ...(tied === undefined ? [] : [tied]), ...leads, ...counted].join('\n');
}

function serverText(server: ReportServer): string {
  const { name, country, files, bytes, days, clock } = server;
  const between = days === undefined ? '' : `, ${days[0]} to ${days[1]}`;
  return `${escapeText(name)} (${country}): ${count(files, 'file')}, ${byteSize(bytes)}, ${filmWords(server)}${between}; ${clockWords(clock)}`;
}

/** What a server holds of films: `3 films`, `a list of 3 fingerprints, no copies`. */
function filmWords({ films, fingerprints = 0, isFingerprintList }: ReportServer): string {
  if (isFingerprintList) return `${listOfFingerprints(fingerprints)}, no copies`;
  return `${count(films, 'film')}${fingerprints > 0 ? ` and ${count(fingerprints, 'fingerprint')}` : ''}`;
}

/** `a list of 3 fingerprints`. */
export function listOfFingerprints(fingerprints: number, writing: CaseWriting = CASE_IN_ENGLISH): string {
  return say('fingerprint.list', writing, { count: fingerprints });
}

/** What is known of a clock: `clock 1 h ahead ± 2 s, by 12 shared files`. */
export function clockWords(clock: ReportServer['clock'], writing: CaseWriting = CASE_IN_ENGLISH): string {
  if (clock === undefined) return say('clock.unknown', writing);
  const { seconds, spreadSeconds, contents } = clock;
  const way = Math.abs(seconds) <= spreadSeconds ? 'right' : seconds > 0 ? 'ahead' : 'behind';
  const [error, spread] = [Math.abs(seconds), spreadSeconds].map((each) => secondsInWords(each, writing)) as [string, string];
  return say(`clock.${way}`, writing, { error, spread, count: contents });
}

/** What the servers leave open, one sentence each. */
export function unknownWords({ servers, titles, unmatched, unscanned }: CaseReport, writing: CaseWriting = CASE_IN_ENGLISH): string[] {
  const words: string[] = [];
  const told = sayIn(writing);
  for (const { name, files, digested, unreadPlaces, filesAfterSeen, seenAt, clock, gaps, source, fingerprints = 0 } of servers) {
    const add = (what: string) => words.push(told('unknown.of', { name: escapeText(name), what }));
    if (digested < files) add(told('unknown.contents', { count: files - digested, all: files }));
    if (source === 'listing') add(told('unknown.listing'));
    if (fingerprints > 0) add(told('unknown.fingerprints', { count: fingerprints }));
    if (unreadPlaces > 0) add(told('unknown.places', { count: unreadPlaces }));
    if (clock === undefined) add(told('unknown.clock'));
    if (seenAt === undefined) add(told('unknown.seen'));
    if (filesAfterSeen > 0) add(told('unknown.later', { count: filesAfterSeen }));
    for (const { from, days, chance } of gaps)
      add(told('unknown.gap', { count: days, from: shortDay(from, writing), chance: chance.toPrecision(1) }));
  }
  for (const { title, undated } of titles)
    if (undated > 0) words.push(told('unknown.of', { name: escapeText(title), what: told('unknown.undated', { count: undated }) }));
  if (unscanned > 0) words.push(told('unknown.unscanned', { count: unscanned }));
  if (unmatched > 0) words.push(told('unknown.unmatched', { count: unmatched }));
  if (words.length > 0) return words;
  return [told(servers.length === 0 ? 'unknown.no.server' : 'unknown.nothing')];
}
