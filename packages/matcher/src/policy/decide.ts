import type { Source } from '../provenance/source-evidence.ts';
import { oddsFor, type SourceWeights } from './source-odds.ts';
import type { Channel, ReleaseWindow } from './types.ts';
import { type ReviewReason, SOURCE_ODDS_NEEDED } from './verdict.ts';

/** A window at one instant, seen from one territory. */
export interface SeenWindow {
  readonly window: ReleaseWindow;
  /** Whether it was open at that instant. */
  readonly open: boolean;
  /** Whether it applies to that territory. */
  readonly here: boolean;
}

/** What windows and source evidence decide for one instant and one territory, without regard to the match or the time's reliability. */
export type Decision =
  | { readonly kind: 'needs-review'; readonly reasons: readonly ReviewReason[] }
  | { readonly kind: 'pre-release-leak'; readonly basis: 'no-window-open'; readonly ahead: readonly ReleaseWindow[] }
  | {
      readonly kind: 'pre-release-leak';
      readonly basis: 'source-evidence';
      readonly ahead: readonly ReleaseWindow[];
      /** What the evidence excludes: a camera recording, or every source except a disc or screener. */
      readonly excluded: 'camera' | 'open-channels';
      readonly sourceOdds: number;
    }
  | { readonly kind: 'released-copy' };

// Channels through which people get copies of their own, or can record one. A cinema gives out none. A screener goes to
// named recipients who may not pass it on, so its window means that copies exist, not that anyone may have one.
const CONSUMER: readonly Channel[] = ['digital', 'disc', 'broadcast'];
const isPublic = ({ window }: SeenWindow) => window.channel !== 'screener';
const isConsumer = ({ window }: SeenWindow) => CONSUMER.includes(window.channel);
const isLicensed = ({ window }: SeenWindow) => window.channel === 'licensed';
const isDisc = ({ window }: SeenWindow) => window.channel === 'disc';

const review = (...reasons: readonly ReviewReason[]): Decision => ({ kind: 'needs-review', reasons });
const leak = <Basis extends object>(ahead: readonly SeenWindow[], basis: Basis) => ({
  kind: 'pre-release-leak' as const,
  ahead: ahead.map(({ window }) => window),
  ...basis,
});

/**
 * Decides one instant and one territory. If only a window opens, the decision never moves from `released-copy` back to
 * `needs-review`, nor from there to `pre-release-leak`.
 */
export function decide(windows: readonly SeenWindow[], sources: SourceWeights): Decision {
  const open = windows.filter((seen) => seen.open && isPublic(seen));
  const closed = windows.filter((seen) => !seen.open);

  if (!windows.some((seen) => seen.here)) {
    return open.some(isConsumer) ? review('window-unknown', 'open-in-another-territory') : review('window-unknown');
  }
  if (open.length === 0) return closed.length > 0 ? leak(closed, { basis: 'no-window-open' }) : review('window-unknown');
  return open.some(isConsumer) ? decideOnSale(windows, sources) : decideInCinemas(open, closed.filter(isConsumer), sources);
}

/** Only cinemas and licensed parties show it. It is a leak unless it was recorded from a screen, or may come from such a party. */
function decideInCinemas(open: readonly SeenWindow[], ahead: readonly SeenWindow[], sources: SourceWeights): Decision {
  if (ahead.length === 0) return review('window-unknown');
  if (open.some(isLicensed)) {
    const unreleased = oddsFor(sources, ['disc', 'screener'], ['digital', 'camera', 'broadcast']);
    if (unreleased >= SOURCE_ODDS_NEEDED && ahead.some(isDisc))
      return leak(ahead.filter(isDisc), { basis: 'source-evidence', excluded: 'open-channels', sourceOdds: unreleased });
    return open.every(isLicensed) ? review('licensed-already-open') : review('licensed-already-open', 'camera-copy-possible');
  }
  const againstCamera = 1 / oddsFor(sources, ['camera']);
  if (againstCamera >= SOURCE_ODDS_NEEDED) return leak(ahead, { basis: 'source-evidence', excluded: 'camera', sourceOdds: againstCamera });
  return open.some((seen) => seen.here) ? review('camera-copy-possible') : review('open-in-another-territory', 'camera-copy-possible');
}

/**
 * Which sources the copy may have besides a disc or screener. A broadcast counts only if it is on record as open, if a party was licensed, or
 * if the evidence favours it. A camera recording and a digital copy always count, since a cinema or a shop may be missing from
 * the record.
 */
function rivalsOf(windows: readonly SeenWindow[], sources: SourceWeights): Source[] {
  const mayBroadcast = windows.some((seen) => seen.open && (seen.window.channel === 'broadcast' || isLicensed(seen)));
  const wasBroadcast = mayBroadcast || sources.broadcast > 1;
  return wasBroadcast ? ['digital', 'camera', 'broadcast'] : ['digital', 'camera'];
}

/**
 * Lawful copies exist somewhere. A disc's street date alone never decides: it takes evidence that the copy comes from a
 * source that was not open.
 */
function decideOnSale(windows: readonly SeenWindow[], sources: SourceWeights): Decision {
  const open = windows.filter((seen) => seen.open && isConsumer(seen));
  const discs = windows.filter(isDisc);
  const discsHere = discs.filter((seen) => seen.here);
  if (discsHere.some((seen) => seen.open)) return { kind: 'released-copy' };
  const discOpenElsewhere = discs.some((seen) => seen.open);

  const unreleased = oddsFor(sources, ['disc', 'screener'], rivalsOf(windows, sources));
  if (unreleased >= SOURCE_ODDS_NEEDED) {
    if (discs.length === 0) return review('disc-window-unknown');
    if (discOpenElsewhere) return review('open-in-another-territory');
    return leak(discs, { basis: 'source-evidence', excluded: 'open-channels', sourceOdds: unreleased });
  }

  const openHere = open.filter((seen) => seen.here);
  if (openHere.length === 0) return review('open-in-another-territory');
  const noDiscToComeBefore = discs.length === 0 || (discsHere.length === 0 && discOpenElsewhere);
  if (noDiscToComeBefore || unreleased <= 1 / SOURCE_ODDS_NEEDED) return { kind: 'released-copy' };
  return review(
    ...(discOpenElsewhere ? (['open-in-another-territory'] as const) : []),
    openHere.some(({ window }) => window.channel === 'digital') ? 'digital-already-open' : 'broadcast-already-open',
  );
}
