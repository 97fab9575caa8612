import type { MatchRecord } from '@streetdate/engine/records';

/** The matches of one title. Its renditions share one explanation. */
export interface TitleMatches<Match> {
  readonly titleId: string;
  readonly title: string;
  /** At least one, best first. */
  readonly matches: readonly Match[];
  /** What the file was made from; undefined if the title has one rendition. */
  readonly sources: MatchRecord['sources'];
  /** Verdicts of the matches, each different one once. */
  readonly verdicts: readonly { readonly summary: string; readonly referenceIds: readonly string[] }[];
}

/** Groups matches by title, in order of each title's best match. */
export function byTitle<Match extends Pick<MatchRecord, 'titleId' | 'title' | 'referenceId' | 'sources' | 'verdict'>>(
  matches: readonly Match[],
): TitleMatches<Match>[] {
  return [...new Set(matches.map(({ titleId }) => titleId))].map((titleId) => {
    const own = matches.filter((match) => match.titleId === titleId);
    const summaries = [...new Set(own.map(({ verdict }) => verdict.summary))];
    return {
      titleId,
      title: own[0]!.title,
      matches: own,
      sources: own.find(({ sources }) => sources !== undefined)?.sources,
      verdicts: summaries.map((summary) => ({
        summary,
        referenceIds: own.filter(({ verdict }) => verdict.summary === summary).map(({ referenceId }) => referenceId),
      })),
    };
  });
}
