import type { AttackFamily } from './attack.ts';
import { COLOUR } from './colour.ts';
import { ENCODE } from './encode.ts';
import { GEOMETRY } from './geometry.ts';
import { OVERLAY } from './overlay.ts';
import { TIME } from './time.ts';

/** In the order in which a copy is made: geometry first, the encoder last. */
const COMBINED: readonly AttackFamily[] = [GEOMETRY, TIME, COLOUR, OVERLAY, ENCODE];

/** Several alterations of one copy. */
export const COMBINATION: AttackFamily = {
  name: 'combination',
  attacks: [
    {
      name: 'combination-of-three',
      ranges: 'one attack each of three families among geometry, time, colour, overlay and encode, with their ranges',
      leastRecall: 0.75,
      combines: false,
      alter: (draft, random, stock) => {
        const chosen = random
          .shuffle(COMBINED.map((_, at) => at))
          .slice(0, 3)
          .sort((one, other) => one - other);
        const attacks = chosen.map((at) => random.pick(COMBINED[at]!.attacks.filter((attack) => attack.combines !== false)));
        draft.note({ attacks: attacks.map((attack) => attack.name).join(' + ') });
        for (const attack of attacks) attack.alter?.(draft, random.fork(attack.name), stock);
      },
    },
  ],
};
