import { type Decision, decide, type SeenWindow } from './decide.ts';
import type { InstantSpan } from './instant.ts';
import type { TimedWindow } from './release-window.ts';
import type { SourceWeights } from './source-odds.ts';
import type { ReviewReason } from './verdict.ts';

/** Whether a window was certainly open. */
export const wasOpen = ({ opening }: TimedWindow, seen: InstantSpan): boolean => opening.latest <= seen.earliest;

/** Whether a window may have been open. */
export const mayHaveBeenOpen = ({ opening }: TimedWindow, seen: InstantSpan): boolean => opening.earliest <= seen.latest;

/**
 * Decides every instant and territory that a sighting leaves possible. Where they disagree, the result is a review.
 * @param territory - Where it was seen; if undefined, every territory with a window is tried.
 */
export function decideEvery(
  timed: readonly TimedWindow[],
  seen: InstantSpan,
  territory: string | undefined,
  sources: SourceWeights,
): Decision {
  const known = new Set(timed.map(({ window }) => window.territory));
  const territories = territory !== undefined || known.size === 0 ? [territory ?? 'WORLD'] : [...known];
  const decisions = territories.map((here) => {
    // Windows that may have opened before or after the sighting are tried closed, then open. Cases between need no
    // trial: opening a window moves a decision one way only.
    const [before, after] = [wasOpen, mayHaveBeenOpen].map((isOpen) =>
      decide(
        seeFrom(here, timed, (each) => isOpen(each, seen)),
        sources,
      ),
    );
    return agree([before!, after!], 'near-opening');
  });
  return agree(decisions, 'territory-unknown');
}

function seeFrom(here: string, timed: readonly TimedWindow[], isOpen: (timed: TimedWindow) => boolean): SeenWindow[] {
  const ownChannels = new Set(timed.filter(({ window }) => window.territory === here).map(({ window }) => window.channel));
  return timed.map((each) => {
    const { territory, channel } = each.window;
    return { window: each.window, open: isOpen(each), here: territory === here || (territory === 'WORLD' && !ownChannels.has(channel)) };
  });
}

/** The decision that all share. Otherwise a review with all reasons, and `difference` if their kinds differ. */
function agree(decisions: readonly Decision[], difference: ReviewReason): Decision {
  // The last has the most windows open: of several leaks it claims least.
  const last = decisions.at(-1)!;
  const agreed = decisions.every(({ kind }) => kind === last.kind);
  if (agreed && last.kind !== 'needs-review') return last;
  const reasons = decisions.flatMap((decision) => (decision.kind === 'needs-review' ? decision.reasons : []));
  return { kind: 'needs-review', reasons: [...new Set(agreed ? reasons : [difference, ...reasons])] };
}
