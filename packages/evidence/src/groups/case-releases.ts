import { checkFunction, checkObject } from '@streetdate/core/internal';
import type { FilmCopy, Library } from '@streetdate/engine';
import { openingOf } from '@streetdate/matcher/internal';
import { groupsByDigest, titlesById } from '../case/by-digest.ts';
import { clocksOf } from '../case/case-report.ts';
import type { ClockOptions } from '../case/clock-errors.ts';
import type { Traces } from '../case/encoder-traces.ts';
import { releaseOfPath } from '../case/release-of-path.ts';
import { filmPages } from '../case/report-of-case.ts';
import { trueTime } from '../case/spread.ts';
import { type LinkedRelease, namingOf } from './release.ts';

/** A release of a case. */
export interface CaseRelease extends LinkedRelease {
  /** The server that had it first. */
  readonly serverId: string;
  /** Its earliest file there. */
  readonly path: string;
}

/** Excerpts and proof of a release say nothing that the release does not. */
const PART = /(?:^|[^\p{L}])(?:sample|proof)(?:[^\p{L}]|$)/iu;

/**
 * The releases on the servers of a case, by content: one for each distinct film, with its earliest copy and the first name of a release that
 * any copy has.
 * @throws RangeError if a right clock is no server of the case.
 */
export async function caseReleases(
  library: Library,
  options: ClockOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<CaseRelease[]> {
  checkObject('library', library);
  checkObject('library.catalogue', library.catalogue);
  checkFunction('library.catalogue.servers', library.catalogue.servers);
  checkObject('options', options);
  const { catalogue } = library;
  const clocks = await clocksOf(library, options);
  const { titles, titleOf } = await titlesById(catalogue);
  const releases: CaseRelease[] = [];
  const finish = async (copies: readonly FilmCopy[]) => {
    const whole = copies.filter(({ path }) => !PART.test(path));
    const timed = whole
      .map((copy) => ({ copy, ms: copy.modifiedMs === undefined ? undefined : trueTime(copy.modifiedMs, clocks.get(copy.serverId)) }))
      .sort((one, other) => (one.ms ?? Number.POSITIVE_INFINITY) - (other.ms ?? Number.POSITIVE_INFINITY));
    const [earliest] = timed;
    if (earliest === undefined) return;
    const { copy, ms } = earliest;
    const name = whole.map(({ path }) => releaseOfPath(path)).find((found) => found !== undefined);
    const scan = copy.scanId === undefined ? undefined : await catalogue.scan(copy.scanId);
    const strong = scan?.matches.find(({ strength }) => strength === 'strong');
    const titleId = strong && titleOf.get(strong.referenceId);
    const openings = (titleId === undefined ? [] : (titles.get(titleId)?.windows ?? [])).map((window) => openingOf(window).earliest);
    releases.push({
      id: copy.digest,
      serverId: copy.serverId,
      path: copy.path,
      ...(name && { name: name.segment }),
      ...(name?.group !== undefined && { group: name.group }),
      naming: name ? namingOf(name) : { separator: undefined, order: undefined, spelling: undefined },
      traces: copy.traces === undefined ? {} : (JSON.parse(copy.traces) as Traces),
      site: name?.tags.find(({ kind }) => kind === 'website')?.value ?? copy.serverId,
      ...(ms !== undefined && { hour: (((ms / 3_600_000) % 24) + 24) % 24 }),
      ...(titleId !== undefined && { titleId }),
      ...(ms !== undefined && openings.length > 0 && { leadDays: (Math.min(...openings) - ms) / 86_400_000 }),
    });
  };
  for await (const copies of groupsByDigest(filmPages(catalogue, options.signal))) await finish(copies);
  return releases;
}
