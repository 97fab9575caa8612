import type { ReviewReason } from '@streetdate/matcher/internal';
import { say, type Word } from '../words.ts';

/** Reasons for a review, by what a person can do about them. */
const REASONS = {
  'dispute-upheld': 'reason.dispute-upheld',
  disputed: 'reason.disputed',
  'weak-match': 'reason.weak-match',
  'sound-alone': 'reason.sound-alone',
  'lead-in-only': 'reason.lead-in-only',
  'second-opinion-disagrees': 'reason.second-opinion-disagrees',
  'owner-undecided': 'reason.owner-undecided',
  'unpublished-unsure': 'reason.unpublished-unsure',
  'may-be-promo': 'reason.may-be-promo',
  'sighting-time-unknown': 'reason.sighting-time-unknown',
  'sighting-time-unsure': 'reason.sighting-time-unsure',
  'near-publication': 'reason.near-publication',
  'near-opening': 'reason.near-opening',
  'window-unknown': 'reason.window-unknown',
  'disc-window-unknown': 'reason.disc-window-unknown',
  'territory-unknown': 'reason.territory-unknown',
  'open-in-another-territory': 'reason.open-in-another-territory',
  'digital-already-open': 'reason.digital-already-open',
  'broadcast-already-open': 'reason.broadcast-already-open',
  'licensed-already-open': 'reason.licensed-already-open',
  'camera-copy-possible': 'reason.camera-copy-possible',
} as const satisfies Readonly<Record<ReviewReason, Word>>;

/** Reasons that facts about the title settle, and reasons that facts about the sighting settle. */
const OF_TITLE: readonly string[] = ['window-unknown', 'disc-window-unknown', 'may-be-promo', 'near-opening', 'near-publication'];
const OF_SIGHTING: readonly string[] = ['sighting-time-unknown', 'sighting-time-unsure', 'territory-unknown'];

/** A reason in words. One of a later service is shown as it is. */
export function reasonInWords(reason: string): string {
  return reason in REASONS ? say(REASONS[reason as keyof typeof REASONS]) : reason;
}

/** Where a reason is settled, if by facts. */
export function settledBy(reason: string): 'title' | 'sighting' | undefined {
  if (OF_TITLE.includes(reason)) return 'title';
  return OF_SIGHTING.includes(reason) ? 'sighting' : undefined;
}
