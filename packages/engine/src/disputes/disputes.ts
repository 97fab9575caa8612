import { checkFields, checkOneOf, checkStorable, checkText } from '@streetdate/core/internal';
import type { DisputeOutcome } from '@streetdate/matcher';
import { DISPUTE_OUTCOMES, readSeenAt } from '@streetdate/matcher/internal';
import { disputeIdOf } from '../catalogue/disputes.ts';
import type { StoredDispute } from '../catalogue/stored.ts';
import { RefusedError } from '../refusal.ts';
import { findScans } from '../scan/find-scans.ts';
import type { Stores } from '../stores.ts';
import { addWorkingDays } from './working-days.ts';

/**
 * Working days from the receipt of a counter-notice to its deadline, if none is given. Under 17 U.S.C. § 512(g)(2)(C) a host puts the material
 * back not less than 10, nor more than 14, business days after receipt, unless the claimant has gone to court: after 10 it may be too late to answer.
 */
export const WORKING_DAYS_TO_ANSWER = 10;

/** Most characters of a ground, and of a reason. */
const LONGEST_GROUND = 1000;
/** Most characters of a counter-notice. */
const LONGEST_TEXT = 100_000;

/** A counter-notice to be recorded. */
export interface NewDispute {
  /** Who disputes it. */
  readonly by: string;
  /** Why the use is lawful, in short, 1,000 characters at most. Verdicts quote it. */
  readonly ground: string;
  /** The text of the counter-notice, 100,000 characters at most. @defaultValue none */
  readonly text?: string | undefined;
  /** When it was received: ISO 8601 with an offset, or a `Date`. @defaultValue now */
  readonly receivedAt?: string | Date | undefined;
  /**
   * Until when it is to be answered: ISO 8601 with an offset, or a `Date`.
   * @defaultValue 10 working days after it was received, after 17 U.S.C. § 512(g)(2)(C). Saturdays and Sundays do not count, in UTC; holidays do
   */
  readonly deadline?: string | Date | undefined;
}

/** How a dispute ended. */
export interface DisputeEnd {
  /** `upheld`: the use is lawful, or nobody could show otherwise. */
  readonly outcome: DisputeOutcome;
  /** Why, in words. */
  readonly reason: string;
}

/** Checks a counter-notice. @returns It with instants in UTC. */
export function readNewDispute(given: NewDispute, now: Date): Omit<StoredDispute, 'id' | 'scanId' | 'path' | 'fingerprintSha256'> {
  checkFields<NewDispute>(
    given,
    {
      by: (name, value) => checkFilled(name, value, LONGEST_GROUND),
      ground: (name, value) => checkFilled(name, value, LONGEST_GROUND),
      text: (name, value) => checkFilled(name, value, LONGEST_TEXT),
      receivedAt: readInstant,
      deadline: readInstant,
    },
    'dispute',
  );
  const { by, ground, text } = given;
  checkText('dispute.by', by);
  checkText('dispute.ground', ground);
  const received = given.receivedAt === undefined ? now : readInstant('dispute.receivedAt', given.receivedAt);
  if (received > now) {
    throw new RangeError(`dispute.receivedAt must be no later than now, ${now.toISOString()}, got ${received.toISOString()}`);
  }
  const deadline =
    given.deadline === undefined ? addWorkingDays(received, WORKING_DAYS_TO_ANSWER) : readInstant('dispute.deadline', given.deadline);
  if (deadline <= received) {
    const after = `after it was received, at ${received.toISOString()}`;
    throw new RangeError(`dispute.deadline must be ${after}, got ${deadline.toISOString()}`);
  }
  const instants = { receivedAt: received.toISOString(), deadline: deadline.toISOString(), recordedAt: now.toISOString() };
  return { by, ground, ...(text !== undefined && { text }), ...instants };
}

/** Checks the end of a dispute. */
export function checkDisputeEnd(end: DisputeEnd): void {
  checkFields<DisputeEnd>(
    end,
    {
      outcome: (name, value) => checkOneOf(name, value, DISPUTE_OUTCOMES),
      reason: (name, value) => checkFilled(name, value, LONGEST_GROUND),
    },
    'end',
  );
  checkOneOf('end.outcome', end.outcome, DISPUTE_OUTCOMES);
  checkText('end.reason', end.reason);
}

/**
 * Records a counter-notice.
 * @param idOrPath - The id of a scan, or the path of a scanned file with one stored state.
 * @throws RefusedError for an unknown scan, a file with several scans, or the same counter-notice again; nothing is stored then.
 */
export async function addDispute(
  { catalogue }: Stores,
  idOrPath: string,
  facts: Omit<StoredDispute, 'id' | 'scanId' | 'path' | 'fingerprintSha256'>,
): Promise<StoredDispute> {
  return catalogue.write(async (writer) => {
    const [scan, ...others] = await findScans(writer, idOrPath);
    if (scan === undefined) throw new RefusedError(`${idOrPath}: it has not been scanned`);
    if (others.length > 0) {
      const ids = [scan, ...others].map(({ id }) => id).join(', ');
      throw new RefusedError(`${idOrPath} was scanned in several states; give the id of one: ${ids}`);
    }
    const { path, fingerprintSha256 } = scan;
    const place = { scanId: scan.id, path, fingerprintSha256 };
    const dispute: StoredDispute = { id: disputeIdOf({ ...place, ...facts }), ...place, ...facts };
    const known = (await writer.disputes()).some(({ id }) => id === dispute.id);
    if (known) throw new RefusedError(`this dispute is recorded already, as ${dispute.id}`);
    await writer.putDispute(dispute);
    return dispute;
  });
}

/** Records the end of a dispute. @throws RefusedError if there is none with the id, or it has ended; nothing is stored then. */
export async function endDispute({ catalogue }: Stores, id: string, { outcome, reason }: DisputeEnd, now: Date): Promise<StoredDispute> {
  return catalogue.write(async (writer) => {
    const found = (await writer.disputes()).find((each) => each.id === id);
    if (found === undefined) throw new RefusedError(`there is no dispute with the id ${id}`);
    if (found.outcome !== undefined) {
      throw new RefusedError(`the dispute ${id} has ended already: it was ${found.outcome} at ${found.endedAt}`);
    }
    const { fault: _, ...facts } = found;
    const ended: StoredDispute = { ...facts, outcome, outcomeReason: reason, endedAt: now.toISOString() };
    await writer.putDispute(ended);
    return ended;
  });
}

function checkFilled(name: string, value: unknown, most: number): void {
  checkStorable(name, value, most);
  if ((value as string).trim() === '') throw new RangeError(`${name} must say something, got only blanks`);
}

/** An instant: a deadline that may be meant anywhere on Earth is none. */
function readInstant(name: string, value: unknown): Date {
  const text = readSeenAt(name, value);
  if (!/(?:Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T')) {
    throw new RangeError(`${name} must be an instant with an offset, such as 2026-03-01T12:00:00Z, got ${text}`);
  }
  return new Date(text);
}
