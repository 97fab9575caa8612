import { type ConfinementWish, confinementFor, confinementWish } from './choose-confinement.ts';
import type { Confinement, Protection } from './confinement.ts';

/** How decoders are confined on this system. */
export interface ConfinementReport {
  /** What was asked for. */
  readonly wish: ConfinementWish;
  /** What is used. */
  readonly name: Confinement['name'];
  /** What is in force, a phrase each. */
  readonly inForce: readonly string[];
  /** What an attacker who takes over the decoder could do, a phrase each. */
  readonly missing: readonly string[];
  /** The strongest that this system has. */
  readonly strongest: Confinement['name'];
  /** Why it has no stronger one; undefined if it has the strongest that there is. */
  readonly weakness: string | undefined;
}

/** Each protection in words, and its absence. */
const PHRASES: readonly (readonly [protection: keyof Protection, inForce: string, missing: string])[] = [
  ['noNetwork', 'it has no network', 'it could use the network'],
  ['oneFile', 'it sees no file but the one that it reads', 'it could read and write what you can'],
  ['noProcesses', 'it sees no other process', 'it could see your other processes'],
  ['memory', 'its memory is limited', 'its memory is not limited'],
  ['limits', 'its CPU time, open files and written files are limited', 'its CPU time and files are not limited'],
  ['ownPlace', 'it has an environment and a working folder of its own', 'it sees the environment'],
];

/** What holds for every decoder, however it is started. */
const ALWAYS = ['it opens known containers only, and files and pipes only', 'time, streams, pictures and their size are limited'];

/**
 * Tells how a decoder program is confined.
 * @throws StreetdateError `decoder-unconfined`.
 */
export async function inspectConfinement(program: string): Promise<ConfinementReport> {
  const wish = confinementWish();
  const { name, protection } = await confinementFor(program, wish);
  const { name: strongest, weakness } = await confinementFor(program, 'best');
  const inForce = PHRASES.flatMap(([key, phrase]) => (protection[key] ? [phrase] : []));
  const missing = PHRASES.flatMap(([key, , phrase]) => (protection[key] ? [] : [phrase]));
  return { wish, name, inForce: [...inForce, ...ALWAYS], missing, strongest, weakness };
}
