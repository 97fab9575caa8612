import type { Settling } from '../reviews/settle.ts';
import type { Upload } from '../uploads/uploads.ts';
import type { Handler } from './handler.ts';
import type { NewJob } from './jobs.ts';

const KIND = 'record-decision';

/** What the ledger has of it. */
interface Payload {
  readonly scanId: string;
  readonly decided: Settling;
  /** Who agreed, and why. */
  readonly by: string;
  readonly reason: string;
}

/** The job that writes into the library's ledger what people decided about a verdict. @param decisionId - The decision that settled it. */
export function recordDecisionJobOf({ organisationId }: Pick<Upload, 'organisationId'>, decisionId: string, payload: Payload): NewJob {
  return { organisationId, kind: KIND, lane: 'short', key: `${KIND} ${decisionId}`, payload };
}

/** Writes a decision into the ledger. A run that ended in between writes the same entry once more, which changes nothing that it tells. */
export const recordDecision: Handler = {
  kind: KIND,

  async run({ libraries, now }, { organisationId, payload }) {
    const { scanId, decided, by, reason } = payload as Payload;
    // Most services decide nothing: they do not load its code.
    const { Ledger } = await import('@streetdate/evidence');
    const decision = decided === 'leak' ? ('confirmed' as const) : ('rejected' as const);
    await libraries.use(organisationId, (library) =>
      new Ledger(library, { now }).append(by, [{ kind: 'decision', scanId, decision, reason: `${decided}: ${reason}` }]),
    );
  },
};
