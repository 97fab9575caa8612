import type { Dispute } from '@streetdate/matcher';
import { DISPUTE_OUTCOMES } from '@streetdate/matcher/internal';
import { sha256Of } from '../blobs/sha256.ts';
import { instantFault } from './held-back.ts';
import type { StoredDispute, StoredScan } from './stored.ts';

/** Digits of an id: people type them. */
const ID_DIGITS = 12;

/** Stands for an instant that cannot be read. */
export const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z';

/** The id of a dispute: the same counter-notice has it again. */
export function disputeIdOf({ scanId, by, ground, receivedAt }: Pick<StoredDispute, 'scanId' | 'by' | 'ground' | 'receivedAt'>): string {
  const facts = ['dispute', scanId, by, ground, receivedAt];
  return sha256Of(new TextEncoder().encode(JSON.stringify(facts))).slice(0, ID_DIGITS);
}

/** A stored dispute, with what of it cannot be read. One whose end cannot be read is open: who does not know must not accuse. */
export function readDispute(stored: StoredDispute): StoredDispute {
  const { outcome, outcomeReason, endedAt, ...open } = stored;
  const isKnown = outcome === undefined || DISPUTE_OUTCOMES.includes(outcome);
  const faultOfEnd = isKnown
    ? instantFault('the time of its end', endedAt)
    : `its outcome must be one of ${DISPUTE_OUTCOMES.join(', ')}, got ${outcome}`;
  const faults = [
    instantFault('the time that it was received', stored.receivedAt),
    instantFault('its deadline', stored.deadline),
    instantFault('the time that it was recorded', stored.recordedAt),
    faultOfEnd,
  ].filter((fault) => fault !== undefined);
  if (faults.length === 0) return stored;
  const timed = (instant: string) => (instantFault('', instant) === undefined ? instant : UNKNOWN_TIME);
  const { receivedAt, deadline, recordedAt } = stored;
  return {
    ...(faultOfEnd === undefined ? stored : open),
    ...{ receivedAt: timed(receivedAt), deadline: timed(deadline), recordedAt: timed(recordedAt) },
    fault: faults.join('; '),
  };
}

/** The disputes about a scan: those of it, and those of another scan of the same file with the same fingerprint, as when it was touched. */
export function disputesOf(
  { id, path, fingerprintSha256 }: Pick<StoredScan, 'id' | 'path' | 'fingerprintSha256'>,
  disputes: readonly StoredDispute[],
): StoredDispute[] {
  return disputes.filter((each) => each.scanId === id || (each.path === path && each.fingerprintSha256 === fingerprintSha256));
}

/** What a verdict names of disputes: no person, and no text. Those that ended without a change are left out. */
export function standingDisputes(disputes: readonly StoredDispute[]): Dispute[] {
  return disputes.flatMap(({ id, ground, receivedAt, deadline, outcome }): Dispute[] =>
    outcome === 'rejected' || outcome === 'withdrawn'
      ? []
      : [{ id, ground, receivedAt, deadline, ...(outcome !== undefined && { outcome }) }],
  );
}
