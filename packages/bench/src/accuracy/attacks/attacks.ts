import type { Attack, AttackFamily } from './attack.ts';
import { CAMERA } from './camera.ts';
import { COLOUR } from './colour.ts';
import { COMBINATION } from './combination.ts';
import { EDIT } from './edit.ts';
import { ENCODE } from './encode.ts';
import { FAR } from './far.ts';
import { GEOMETRY } from './geometry.ts';
import { LAYOUT } from './layout.ts';
import { MOVING } from './moving.ts';
import { OVERLAY } from './overlay.ts';
import { SOUND } from './sound.ts';
import { TIME } from './time.ts';
import { TONE } from './tone.ts';

/** Every family of attacks, in the order of the tables. */
export const ATTACK_FAMILIES: readonly AttackFamily[] = [ENCODE, GEOMETRY, TIME, COLOUR, OVERLAY, CAMERA, EDIT, SOUND, COMBINATION];

/** Every attack that is made by default. */
export const ATTACKS: readonly Attack[] = ATTACK_FAMILIES.flatMap((family) => family.attacks);

/** Families whose attacks are made only by name. */
export const FURTHER_FAMILIES: readonly AttackFamily[] = [FAR, TONE, LAYOUT, MOVING];

/** Every attack, including those that are made only by name. */
export const ALL_ATTACKS: readonly Attack[] = [...ATTACKS, ...FURTHER_FAMILIES.flatMap((family) => family.attacks)];
