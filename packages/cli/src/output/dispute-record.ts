import { DISPUTE_OUTCOMES } from '@streetdate/matcher/internal';
import { z } from './schema.ts';

/** A counter-notice: a line of `dispute --json`. */
export const disputeRecord = z.object({
  type: z.literal('dispute'),
  id: z.string().describe('Its id, for `dispute end`'),
  scanId: z.string(),
  path: z.string().describe('The scanned file'),
  fingerprintSha256: z.string().describe('SHA-256 of the fingerprint of the scan'),
  by: z.string().describe('Who disputes it'),
  ground: z.string(),
  text: z.string().optional().describe('The counter-notice; absent if it was not given'),
  receivedAt: z.string().describe('ISO 8601, UTC'),
  deadline: z.string().describe('ISO 8601, UTC: until when it is to be answered'),
  recordedAt: z.string().describe('ISO 8601, UTC'),
  outcome: z.enum(DISPUTE_OUTCOMES).optional().describe('How it ended; absent while it is open'),
  outcomeReason: z.string().optional(),
  endedAt: z.string().optional().describe('ISO 8601, UTC'),
  secondsLeft: z.int().optional().describe('Until the deadline, negative after it; absent once it has ended'),
  overdue: z.boolean().optional().describe('Whether the deadline has passed; absent once it has ended'),
});

/** A counter-notice. */
export type DisputeRecord = z.infer<typeof disputeRecord>;
