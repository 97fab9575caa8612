import { checkList, checkObject, checkOneOf, checkText } from '@streetdate/core/internal';
import { readMoment } from './instant.ts';

/** What became of a dispute. */
export type DisputeOutcome = 'upheld' | 'rejected' | 'withdrawn';

/** A counter-notice: somebody says that the use of a copy is lawful. It has no name: a verdict is about a copy. */
export interface Dispute {
  /** Its id. */
  readonly id: string;
  /** Why the use is lawful, in the words of the one who disputes, or in short. */
  readonly ground: string;
  /** When it was received: ISO 8601 with an offset. */
  readonly receivedAt: string;
  /** Until when it is to be answered: ISO 8601 with an offset. */
  readonly deadline: string;
  /** How it ended. @defaultValue it is open */
  readonly outcome?: DisputeOutcome;
}

/** How disputes can end. */
export const DISPUTE_OUTCOMES = ['upheld', 'rejected', 'withdrawn'] as const satisfies readonly DisputeOutcome[];

/** Checks disputes. @throws TypeError or RangeError that names the wrong field. */
export function checkDisputes(name: string, disputes: unknown): asserts disputes is readonly Dispute[] {
  checkList(name, disputes, (each, dispute) => {
    checkObject(each, dispute);
    const { id, ground, receivedAt, deadline, outcome } = dispute as Dispute;
    checkText(`${each}.id`, id);
    checkText(`${each}.ground`, ground);
    for (const [field, value] of Object.entries({ receivedAt, deadline })) {
      checkText(`${each}.${field}`, value);
      readMoment(`${each}.${field}`, value);
    }
    if (outcome !== undefined) checkOneOf(`${each}.outcome`, outcome, DISPUTE_OUTCOMES);
  });
}
