import { type Attack, draftCopy } from './attacks/attack.ts';
import { ALL_ATTACKS, ATTACKS } from './attacks/attacks.ts';
import type { Cache } from './cache.ts';
import type { CopyDraft } from './copy-draft.ts';
import type { Film } from './film.ts';
import { inOrder } from './in-order.ts';
import { makeRecipe } from './make-recipe.ts';
import type { NegativeStock } from './negatives/negative.ts';
import { NEGATIVES } from './negatives/negatives.ts';
import { Random } from './seeded-random.ts';
import type { QueryTruth } from './truth.ts';

/** What to make of which films. */
export interface QueryPlan {
  /** Set name and seed: the root of all draws. */
  readonly seed: string;
  /** Copies of each attack, and about as many negatives of each kind. */
  readonly perAttack: number;
  /** Attacks and negatives to make, by name; all but the further ones when undefined. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Films to copy. */
  readonly copied: readonly Film[];
  /** What negatives draw from; those not enrolled are also what copies are mixed with. */
  readonly negatives: NegativeStock;
  /** Called after each query. */
  readonly onProgress?: (made: number, all: number) => void;
}

interface DraftedQuery {
  readonly queryId: string;
  readonly attack: string;
  readonly negative: boolean;
  readonly draft: CopyDraft;
}

/** Makes the queries of a plan in the cache, two at a time. Attacks and negatives without a suitable film are skipped. */
export async function makeQueries(plan: QueryPlan, cache: Cache): Promise<QueryTruth[]> {
  const wanted = (name: string) => plan.only === undefined || plan.only.has(name);
  const drafts = [
    ...(plan.only === undefined ? ATTACKS : ALL_ATTACKS).flatMap((attack, at) =>
      wanted(attack.name) ? draftAttack(attack, at, plan) : [],
    ),
    ...draftNegatives(plan, wanted),
  ];
  let made = 0;
  return inOrder(drafts, 2, async ({ queryId, attack, negative, draft }) => {
    const { path, recipe } = await makeRecipe(draft, 'queries', cache);
    plan.onProgress?.(++made, drafts.length);
    const { parameters, duration, segments } = recipe;
    return { queryId, path, attack, negative, parameters, duration, segments };
  });
}

function draftAttack(attack: Attack, place: number, plan: QueryPlan): DraftedQuery[] {
  const films = plan.copied.filter((film) => film.hasSound || !attack.needsSound);
  if (films.length === 0) return [];
  // Films take turns, and each attack begins with another film. So every attack uses different films, and every film is used.
  const order = new Random(`${plan.seed}/order`).shuffle(films);
  return Array.from({ length: plan.perAttack }, (_, number) => {
    const film = order[(place + number) % order.length]!;
    const random = new Random(`${plan.seed}/${attack.name}/${number}`);
    const draft = draftCopy(attack, random, { film, copied: plan.copied, unenrolled: plan.negatives.unenrolled });
    return { queryId: `${attack.name}-${number + 1}`, attack: attack.name, negative: false, draft };
  });
}

function draftNegatives(plan: QueryPlan, wanted: (name: string) => boolean): DraftedQuery[] {
  return NEGATIVES.filter(({ name, isPossible }) => wanted(name) && (isPossible?.(plan.negatives) ?? true)).flatMap(
    ({ name, weight = 1, make }) =>
      Array.from({ length: plan.perAttack * weight }, (_, number) => {
        const draft = make(new Random(`${plan.seed}/${name}/${number}`), plan.negatives);
        return { queryId: `${name}-${number + 1}`, attack: name, negative: true, draft };
      }),
  );
}
