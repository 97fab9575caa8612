import type { CaseReport, ReportServer, TitleSpread } from '@streetdate/evidence';
import { durationInWords, IN_ENGLISH } from '@streetdate/evidence/internal/words';
import { count, groupDigits } from './count-words.ts';
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

/** Why a case and a bundle give different numbers of days. */
export const COUNTED_FROM =
  'Days are counted from the earliest file time, which whoever ran the server could set. A verdict, and the bundle with it, counts from when the file was seen.';

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
  const counted = leads.length > 0 ? [`  ${COUNTED_FROM}`] : [];
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
export function listOfFingerprints(fingerprints: number): string {
  return `a list of ${count(fingerprints, 'fingerprint')}`;
}

/** What is known of a clock: `clock 1 h ahead ± 2 s, by 12 shared files`. */
export function clockWords(clock: ReportServer['clock']): string {
  if (clock === undefined) return 'nothing is known of its clock';
  const { seconds, spreadSeconds, contents } = clock;
  const by = `± ${secondsInWords(spreadSeconds)}, by ${count(contents, 'comparison')} of shared files`;
  if (Math.abs(seconds) <= spreadSeconds) return `clock right ${by}`;
  return `clock ${secondsInWords(Math.abs(seconds))} ${seconds > 0 ? 'ahead' : 'behind'} ${by}`;
}

/** What the servers leave open, one sentence each. */
export function unknownWords({ servers, titles, unmatched, unscanned }: CaseReport): string[] {
  const words: string[] = [];
  for (const { name, files, digested, unreadPlaces, filesAfterSeen, seenAt, clock, gaps, source, fingerprints = 0 } of servers) {
    const say = (text: string) => words.push(`${escapeText(name)}: ${text}`);
    if (digested < files) say(`the contents of ${count(files - digested, 'file')} of ${groupDigits(files)}`);
    if (source === 'listing') say('what its films show, unless another server has the same ones');
    if (fingerprints > 0) say(`whether the films of ${count(fingerprints, 'fingerprint')} were there: a fingerprint is no copy`);
    if (unreadPlaces > 0) say(`what is in ${count(unreadPlaces, 'place')} that could not be read`);
    if (clock === undefined) say('the error of its clock; its times are taken as they are');
    if (seenAt === undefined) say('when it was seen');
    if (filesAfterSeen > 0) say(`the reason for later times of ${count(filesAfterSeen, 'file')} than the server was seen`);
    for (const { from, days, chance } of gaps)
      say(`the reason for no file of ${count(days, 'day')} from ${from} (chance ${chance.toPrecision(1)})`);
  }
  for (const { title, undated } of titles)
    if (undated > 0) words.push(`${escapeText(title)}: the time of ${count(undated, 'copy', 'copies')}`);
  if (unscanned > 0) words.push(`the contents of ${count(unscanned, 'film')} that could not be scanned`);
  if (unmatched > 0) words.push(`the titles of ${count(unmatched, 'film')} in which no enrolled one was found`);
  if (words.length > 0) return words;
  const all = 'nothing: every file was read, every film was scanned, and each shows an enrolled title';
  return [servers.length === 0 ? 'what any server holds: none was taken into the case' : all];
}

/** `2026-01-03 04:05 UTC`. */
export function shortTime(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** A span by its two largest units: `2 s`, `12 min`, `3 h 30 min`, `2 days`. */
export function secondsInWords(seconds: number): string {
  return durationInWords(seconds, IN_ENGLISH);
}
