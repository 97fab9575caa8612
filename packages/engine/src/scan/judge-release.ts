import { VERDICT_KINDS } from '@streetdate/matcher/internal';
import { nameEvidence, type Release } from '@streetdate/release';
import type { ReleaseRecord } from '../records/release-record.ts';
import type { ScannedFile } from './outcome.ts';

/** Longest NFO text in a record: a page or two. */
const MOST_NFO_CHARACTERS = 20_000;

/**
 * Makes one record for a release: that of its gravest file, or the first of equally grave ones, with the release's own claims.
 * @param records - The records of its scanned files, at least one.
 */
export function judgeRelease(release: Release, records: readonly ScannedFile[]): ScannedFile {
  const gravest = VERDICT_KINDS.flatMap((kind) => records.filter(({ verdict }) => verdict.kind === kind))[0]!;
  const claim = nameEvidence(release.name);
  return { ...gravest, ...(claim && { claim: { ...claim } }), release: releaseRecordOf(release, records), files: records };
}

function releaseRecordOf(release: Release, records: readonly ScannedFile[]): ReleaseRecord {
  const { title, year, seasons, episodes, source, resolution, editions, flags, group } = release.name;
  const { nfo, sfv } = release;
  const named = (...states: readonly string[]) => sfv.filter(({ state }) => states.includes(state)).map(({ name }) => name);
  return {
    path: release.path,
    ...(title !== undefined && { title }),
    ...(year !== undefined && { year }),
    seasons: [...seasons],
    episodes: [...episodes],
    ...(source !== undefined && { source }),
    ...(resolution !== undefined && { resolution }),
    editions: [...editions],
    flags: [...flags],
    ...(group !== undefined && { group }),
    ...(nfo && { nfo: { path: nfo.path, encoding: nfo.encoding, text: nfo.text.slice(0, MOST_NFO_CHARACTERS) } }),
    ...(sfv.length > 0 && { sfv: { right: named('right').length, wrong: named('wrong', 'unreadable'), missing: named('missing') } }),
    media: [
      ...release.media.map(({ path, role, disc }) => {
        const record = records.find((each) => each.path === path);
        return { path, role, ...(disc !== undefined && { disc }), ...(record && { scanId: record.scanId, verdict: record.verdict.kind }) };
      }),
      // Films under other names than those of films.
      ...records
        .filter(({ path }) => !release.media.some((each) => each.path === path))
        .map(({ path, scanId, verdict }) => ({ path, role: 'extra' as const, scanId, verdict: verdict.kind })),
    ],
    subtitles: [...release.subtitles],
  };
}
