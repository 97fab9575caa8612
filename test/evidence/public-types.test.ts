import type * as evidence from '@streetdate/evidence';
import type { ConsistencyProof, InclusionProof, LedgerEntry, LedgerEvent, LedgerFault, LedgerReport } from '@streetdate/evidence';
import { expectTypeOf, test } from 'vitest';

test('a ledger takes events and gives entries, and only reads otherwise', () => {
  expectTypeOf<evidence.Ledger['append']>().parameters.toEqualTypeOf<[by: string, events: readonly LedgerEvent[]]>();
  expectTypeOf<evidence.Ledger['append']>().returns.resolves.toEqualTypeOf<LedgerEntry[]>();
  expectTypeOf<evidence.Ledger>().not.toHaveProperty('remove');
  expectTypeOf<LedgerEntry>().toHaveProperty('previous').toEqualTypeOf<string | null>();
});

test('an event is one of sixteen kinds, a fault one of seven', () => {
  expectTypeOf<LedgerEvent['kind']>().toEqualTypeOf<
    | 'scan'
    | 'verdict'
    | 'decision'
    | 'server'
    | 'bundle'
    | 'correction'
    | 'enrolment'
    | 'anchor'
    | 'log'
    | 'exclusion'
    | 'conflict'
    | 'allowed-source'
    | 'promo'
    | 'dispute'
    | 'letter'
    | 'mark-issue'
    | 'mark-reading'
    | 'canary-issue'
    | 'canary-reading'
    | 'enrolment'
    | 'anchor'
    | 'log'
  >();
  expectTypeOf<LedgerFault['kind']>().toEqualTypeOf<'edited' | 'missing' | 'doubled' | 'moved' | 'unchained' | 'cut' | 'fork'>();
  expectTypeOf<LedgerReport['faults']>().toEqualTypeOf<readonly LedgerFault[]>();
});

test('a proof is plain data, and a check of it answers yes or no', () => {
  expectTypeOf<typeof evidence.provesInclusion>().toEqualTypeOf<(proof: InclusionProof) => boolean>();
  expectTypeOf<typeof evidence.provesConsistency>().toEqualTypeOf<(proof: ConsistencyProof) => boolean>();
});
