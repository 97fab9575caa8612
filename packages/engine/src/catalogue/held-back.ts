import { sha256Of } from '../blobs/sha256.ts';
import type { ConflictDecision, HeldBackSpan, StoredConflict, StoredExclusion } from './stored.ts';

/** What a person can decide about shared footage, and what stands before. */
export const CONFLICT_DECISIONS = ['undecided', 'shared', 'excluded', 'mine'] as const satisfies readonly ConflictDecision[];

/** Digits of an id: people type them, and a library has some thousands. */
const ID_DIGITS = 12;

/** The id of an exclusion: the same interval of the same reference has it in every library. */
export function exclusionIdOf({ referenceId, start, end }: Pick<StoredExclusion, 'referenceId' | 'start' | 'end'>): string {
  return digestOf(['exclusion', referenceId, start, end]);
}

/** The id of shared footage. */
export function conflictIdOf(
  conflict: Pick<StoredConflict, 'referenceId' | 'otherReferenceId' | 'start' | 'end' | 'otherStart' | 'otherEnd'>,
): string {
  const { referenceId, otherReferenceId, start, end, otherStart, otherEnd } = conflict;
  return digestOf(['conflict', referenceId, start, end, otherReferenceId, otherStart, otherEnd]);
}

function digestOf(facts: readonly (string | number)[]): string {
  return sha256Of(new TextEncoder().encode(JSON.stringify(facts))).slice(0, ID_DIGITS);
}

/** A stored exclusion, with what of it cannot be read. */
export function readExclusion(stored: StoredExclusion): StoredExclusion {
  const faults = [intervalFault('its interval', stored.start, stored.end), instantFault('its time', stored.addedAt)];
  return withFault(stored, faults);
}

/** Stored shared footage, with what of it cannot be read. An unknown decision is none. */
export function readConflict(stored: StoredConflict): StoredConflict {
  const isKnown = CONFLICT_DECISIONS.includes(stored.decision);
  const faults = [
    intervalFault('its interval', stored.start, stored.end),
    intervalFault('its interval in the other reference', stored.otherStart, stored.otherEnd),
    isKnown ? undefined : `its decision must be one of ${CONFLICT_DECISIONS.join(', ')}, got ${stored.decision}`,
    instantFault('the time of its decision', stored.decidedAt),
  ];
  return withFault(isKnown ? stored : { ...stored, decision: 'undecided' }, faults);
}

/** What is wrong with a stored interval, in words. */
export function intervalFault(name: string, start: unknown, end: unknown): string | undefined {
  const isRight = typeof start === 'number' && typeof end === 'number' && start >= 0 && end > start && end < Number.POSITIVE_INFINITY;
  return isRight ? undefined : `${name} must be seconds from 0 on that end after they start, got ${start} to ${end}`;
}

/** What is wrong with a stored instant, in words. */
export function instantFault(name: string, instant: string | undefined): string | undefined {
  if (instant === undefined || !Number.isNaN(Date.parse(instant))) return undefined;
  return `${name} must be an instant in ISO 8601, got ${instant}`;
}

function withFault<T>(stored: T, faults: readonly (string | undefined)[]): T {
  const found = faults.filter((fault) => fault !== undefined);
  return found.length === 0 ? stored : { ...stored, fault: found.join('; ') };
}

/** A whole reference, however long it is: who does not know what is excluded must not accuse anybody. */
const WHOLE = { start: 0, end: Number.MAX_VALUE } as const;

/**
 * What of each reference proves nothing, in order of time.
 * @param titles - The name of each reference's title, for the reasons.
 */
export function provesNothing(
  exclusions: readonly StoredExclusion[],
  conflicts: readonly StoredConflict[],
  titles: ReadonlyMap<string, string>,
): Map<string, HeldBackSpan[]> {
  const held = new Map<string, HeldBackSpan[]>();
  const add = (referenceId: string, span: HeldBackSpan) => {
    const own = held.get(referenceId) ?? [];
    held.set(referenceId, own);
    own.push(span);
  };
  for (const { referenceId, start, end, reason, id } of exclusions) {
    const fault = intervalFault('its interval', start, end);
    if (fault === undefined) add(referenceId, { start, end, why: 'excluded', reason });
    else add(referenceId, { ...WHOLE, why: 'excluded', reason: `the stored exclusion ${id} cannot be read: ${fault}` });
  }
  for (const conflict of conflicts) {
    const { id, referenceId, otherReferenceId, start, end, otherStart, otherEnd, decision, reason } = conflict;
    const fault = intervalFault('its interval', start, end) ?? intervalFault('its interval in the other reference', otherStart, otherEnd);
    const nameOf = (reference: string) => titles.get(reference) ?? reference;
    const sides = [
      { own: referenceId, other: otherReferenceId, start, end },
      { own: otherReferenceId, other: referenceId, start: otherStart, end: otherEnd },
    ];
    // Footage that was given to the first proves nothing for the second.
    for (const { own, other, ...span } of decision === 'mine' ? sides.slice(1) : sides) {
      const why = decision === 'mine' ? 'excluded' : decision;
      const words = {
        undecided: `${nameOf(other)} shows it too, and nobody has decided whose it is`,
        shared: `${nameOf(other)} shows it too`,
        excluded: `${nameOf(other)} shows it too, and it was excluded`,
        mine: `it belongs to ${nameOf(other)}`,
      }[decision];
      if (fault === undefined) add(own, { ...span, why, reason: reason === undefined ? words : `${words}: ${reason}` });
      else add(own, { ...WHOLE, why, reason: `the stored conflict ${id} cannot be read: ${fault}` });
    }
  }
  for (const own of held.values()) own.sort((one, other) => one.start - other.start || one.end - other.end);
  return held;
}
