import { checkObject, checkString } from '@streetdate/core/internal';
import type { Library } from '@streetdate/engine';
import { titlesById } from '../case/by-digest.ts';
import { clocksOf } from '../case/case-report.ts';
import type { ClockError, ClockOptions } from '../case/clock-errors.ts';
import { filmPages } from '../case/report-of-case.ts';
import { trueTime } from '../case/spread.ts';
import type { BadLine, LogEvent, LogForm } from './log-event.ts';
import { type LogFile, readLog } from './read-log.ts';

/** An event about a copy of an enrolled title. */
export interface CopyEvent extends LogEvent {
  /** The path of the copy on the server. */
  readonly file: string;
  /** Digest of the copy. */
  readonly digest: string;
  /** The titles that it shows. */
  readonly titles: readonly string[];
  /** The time without the error of the server's clock, where that is known: ISO 8601, UTC. */
  readonly time: string;
  /** Uncertainty of the time, seconds to either side; undefined if nothing is known of the clock. */
  readonly spreadSeconds?: number;
}

/** What a log of a server tells about copies. */
export interface CaseLog extends LogFile {
  /** The server. */
  readonly serverId: string;
  /** The form of the log. */
  readonly form: LogForm['name'];
  /** The offset that was taken for its times; undefined where its lines have their own. */
  readonly zone?: string;
  /** Events about files. */
  readonly events: number;
  /** Those about copies of enrolled titles, in the order of the log. */
  readonly copies: readonly CopyEvent[];
  /** Lines that are none, the first of them. */
  readonly badLines: readonly BadLine[];
  /** How many there are. */
  readonly bad: number;
  /** The error of the server's clock, where it is known. */
  readonly clock?: ClockError;
}

/** Options for {@link readCaseLog}. */
export interface CaseLogOptions extends ClockOptions {
  /** The offset of the log's times from UTC, such as `+01:00`. @defaultValue `+00:00`; lines with a zone of their own keep it */
  readonly zone?: string | undefined;
  /** Stops the work. */
  readonly signal?: AbortSignal | undefined;
}

const MOST_BAD = 10;

/**
 * Reads a log of uploads of a server of the case: which of its lines are about copies of enrolled titles, when, and by which account. A line is about a copy if its
 * path and the copy's path on the server end alike, or it is the folder that the copy lies in. Times are put right by the clock's error. An account is a name on
 * a server: it is no person, and may be used by several.
 * @throws RangeError if the server or a right clock is none of the case, or for a form or offset that is none. StreetdateError `file-not-found`, `file-unreadable`.
 */
export async function readCaseLog(
  library: Library,
  serverId: string,
  path: string,
  form: LogForm['name'],
  options: CaseLogOptions = {},
): Promise<CaseLog> {
  checkObject('library', library);
  checkString('serverId', serverId);
  checkObject('options', options);
  const { zone = '+00:00', signal } = options;
  const { catalogue } = library;
  const known = (await catalogue.servers()).some(({ id }) => id === serverId);
  if (!known) throw new RangeError(`serverId must be the id of a server of the case, got ${serverId}`);
  const clock = (await clocksOf(library, options)).get(serverId);
  const copiesOf = await copiesByName(library, serverId, signal);
  const [copies, badLines] = [[] as CopyEvent[], [] as BadLine[]];
  let [events, bad] = [0, 0];
  const lines = readLog(path, form, zone);
  for (;;) {
    signal?.throwIfAborted();
    const { value, done } = await lines.next();
    if (done) {
      const common = { serverId, form, events, copies, badLines, bad };
      return { ...value, ...common, ...(form !== 'access' && { zone }), ...(clock && { clock }) };
    }
    if ('reason' in value) {
      if (bad++ < MOST_BAD) badLines.push(value);
      continue;
    }
    events++;
    const time = new Date(trueTime(Date.parse(value.at), clock)).toISOString();
    for (const copy of copiesOf(value.path)) copies.push({ ...value, ...copy, time, ...(clock && { spreadSeconds: clock.spreadSeconds }) });
  }
}

/** Finds the copies that a path of a log is about. */
async function copiesByName(library: Library, serverId: string, signal: AbortSignal | undefined) {
  const { titles, titleOf } = await titlesById(library.catalogue);
  const byName = new Map<string, { readonly file: string; readonly digest: string; readonly titles: readonly string[] }[]>();
  for await (const page of filmPages(library.catalogue, signal)) {
    for (const { serverId: own, path: file, digest, scanId } of page) {
      const scan = own === serverId && scanId !== undefined ? await library.catalogue.scan(scanId) : undefined;
      const strong = (scan?.matches ?? []).filter(({ strength }) => strength === 'strong');
      const names = [...new Set(strong.flatMap(({ referenceId }) => titles.get(titleOf.get(referenceId) ?? '')?.name ?? []))];
      if (names.length === 0) continue;
      // A film in an archive is named by its archive, and both by their folder.
      const [outer] = file.split('//') as [string];
      for (const name of new Set(outer.split('/').slice(-2)))
        byName.set(name, [...(byName.get(name) ?? []), { file, digest, titles: names }]);
    }
  }
  return (path: string) => {
    const parts = path.split('/').filter((part) => part !== '');
    return (byName.get(parts.at(-1) ?? '') ?? []).filter(({ file }) => isAbout(parts, file.split('//')[0]!.split('/')));
  };
}

/** Whether a logged path is of this file, or of the folder that it lies in: one is a tail of the other, by two names at least where it is the shorter one. */
function isAbout(logged: readonly string[], file: readonly string[]): boolean {
  return [file, file.slice(0, -1)].some((own) => {
    const shared = Math.min(logged.length, own.length);
    if (shared === 0 || (logged.length < own.length && shared < 2)) return false;
    return own.slice(-shared).join('/') === logged.slice(-shared).join('/');
  });
}
