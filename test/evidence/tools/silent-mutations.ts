import { type Bundle, type BundleFinding, type Checkpoint, type VerifyOptions, verifyBundle } from '@streetdate/evidence';
import { seeded } from '../../tools/synthetic-film.ts';
import { byInsider, jsonOf, rewriteLedger } from './insider.ts';
import { type Mutation, mutationsOf } from './mutations.ts';
import { putRight } from './put-right.ts';

/** What a verifier cannot tell from other values, and the sentence that says so. It must be printed. */
const RESTS_ON_THE_SIGNER: readonly (readonly [what: RegExp, said: RegExp])[] = [
  // The list is the one that the ledger has; nobody else saw the server.
  [/^case\/servers\/\S+ \*(\.(path|modifiedMs|digest)|~)$/, /Whether the list of a server is what was on it cannot be known/],
  // Nothing is computed from pictures.
  [/^pictures\/\S+ (emptied|flipped|exchanged)$/, /pictures are for people to look at\. That they are of the films cannot be computed/],
  // The case tells no more of these scans than how many there are.
  [
    /^ledger\/entries\.jsonl other-(scan|verdict)\./,
    /entries are about scans that show no title: what these films and their fingerprints are/,
  ],
];

/** What became of the mutations of a bundle. */
export interface Outcome {
  /** Those that verify holds for, in words that say nothing of them: empty as it should be. */
  readonly silent: string[];
  /** How many were refused, named, and rest on the signer by a sentence. */
  readonly refused: number;
  readonly named: number;
  readonly resting: number;
}

/**
 * Changes one thing of a bundle at a time as somebody with the key would, and verifies it: once with digests and signatures put right alone, and once
 * with all that follows put right as well, and the ledger written anew. What is then accepted must be named, and a state of the ledger that somebody
 * else kept must refuse it.
 * @param count - Mutations; each place comes once before any comes twice. @defaultValue all
 */
export async function silentMutations(
  bundle: Bundle,
  key: string,
  trust: VerifyOptions,
  { seed, count = Number.POSITIVE_INFINITY }: { readonly seed: number; readonly count?: number },
): Promise<Outcome> {
  let all: Mutation[] = [];
  let state: Checkpoint | undefined;
  // The ledger is written anew of the enclosed entries, so that only what is changed differs.
  const good = await byInsider(bundle, key, (desk) => {
    rewriteLedger(desk);
    all = mutationsOf(desk);
    state = jsonOf(desk.payload.get('ledger/proofs.json')!).checkpoint;
  });
  const checked = await verifyBundle(good, trust);
  if (!checked.holds)
    throw new Error(`the good bundle does not hold: ${JSON.stringify(checked.findings.filter(({ kind }) => kind === 'fails'))}`);
  const before = wordsOf(checked.findings);
  const kept = { ...trust, checkpoints: [state!] };
  const outcome = { silent: [] as string[], refused: 0, named: 0, resting: 0 };
  for (const mutation of sample(all, count, seeded(seed))) {
    for (const isPutRight of [false, true]) {
      const name = `${mutation.name}${isPutRight ? ', and all that follows' : ''}`;
      const bytes = await byInsider(bundle, key, async (desk) => {
        rewriteLedger(desk);
        mutation.work(desk);
        if (isPutRight) await putRight(desk, mutation.file);
      });
      // What follows may undo it.
      if (Buffer.from(bytes).equals(good)) continue;
      const report = await verifyBundle(bytes, trust).catch((error: Error) => error);
      if (report instanceof Error) {
        outcome.silent.push(`${name}: the verifier breaks: ${report.message}`);
        continue;
      }
      const { holds, findings } = report;
      if (!holds) {
        outcome.refused++;
        if (!findings.some(({ kind }) => kind === 'fails')) outcome.silent.push(`${name}: no sentence says what fails`);
        continue;
      }
      const ledger = rootIn(findings);
      if (isNamed(mutation, findings, before)) outcome.named++;
      else if (isSaid(mutation, findings)) outcome.resting++;
      else outcome.silent.push(name);
      if (ledger === undefined || ledger === rootIn(checked.findings)) continue;
      if ((await verifyBundle(bytes, kept)).holds) outcome.silent.push(`${name}: a state of the ledger that was kept does not refuse it`);
    }
  }
  return outcome;
}

/** Whether the words are others than before. Digests do not count as words, unless they are what was changed. */
function isNamed({ values }: Mutation, findings: readonly BundleFinding[], before: string): boolean {
  const [was, now] = values ?? [];
  const after = wordsOf(findings);
  if (after !== before) return true;
  const isDigest = typeof now === 'string' && /[0-9a-f]{64}/.test(now) && now !== was;
  return isDigest && findings.some(({ sentence }) => sentence.includes(now));
}

function isSaid({ file, place }: Mutation, findings: readonly BundleFinding[]): boolean {
  const [, said] = RESTS_ON_THE_SIGNER.find(([what]) => what.test(`${file} ${place}`)) ?? [];
  return said !== undefined && findings.some(({ kind, sentence }) => kind === 'asserted' && said.test(sentence));
}

/** The root of the ledger that the words name. */
function rootIn(findings: readonly BundleFinding[]): string | undefined {
  return findings.flatMap(({ sentence }) => /whose state was .* root ([0-9a-f]{64})/.exec(sentence)?.[1] ?? [])[0];
}

function wordsOf(findings: readonly BundleFinding[]): string {
  return findings.map(({ kind, sentence }) => `${kind} ${sentence.replace(/[0-9a-f]{64}/g, '…')}`).join('\n');
}

/** Mutations in a random order, in which each place comes once before any comes twice. */
function sample(all: readonly Mutation[], count: number, random: () => number): readonly Mutation[] {
  const shuffled = all.map((mutation) => [random(), mutation] as const).sort(([one], [other]) => one - other);
  const seen = new Map<string, number>();
  const turns = shuffled.map(([at, mutation]) => {
    const place = `${mutation.file} ${mutation.place}`.replace(/[0-9a-f]{64}/, '');
    const turn = seen.get(place) ?? 0;
    seen.set(place, turn + 1);
    return [turn + at, mutation] as const;
  });
  return turns
    .sort(([one], [other]) => one - other)
    .slice(0, count)
    .map(([, mutation]) => mutation);
}
