import { resolve } from 'node:path';
import { StreetdateError } from '../../../errors.ts';
import { oneLine } from '../../media-file.ts';
import { QUERY_BUDGET } from '../decoder-budget.ts';
import { runLaunch } from '../run-launch.ts';
import { bubblewrap, findBubblewrap } from './bubblewrap.ts';
import type { Confinement } from './confinement.ts';
import { LIMITS, NONE } from './limits.ts';

/** The variable that says how decoders are confined, for every thread of the process. */
export const CONFINEMENT_VARIABLE = 'STREETDATE_CONFINEMENT';

/**
 * How decoder processes are to be confined: `required`, in a sandbox or not at all; `best`, by the strongest way that this system has;
 * `limits`, by limits, an environment and a folder only; `none`.
 */
export type ConfinementWish = 'required' | 'best' | 'limits' | 'none';

const WISHES: readonly ConfinementWish[] = ['required', 'best', 'limits', 'none'];

/**
 * Reads the wish from {@link CONFINEMENT_VARIABLE}.
 * @returns `limits` if it is not set: the sandbox costs 5 % on clips of ten seconds.
 * @throws StreetdateError `decoder-unconfined` for any other word.
 */
export function confinementWish(env: Readonly<Record<string, string | undefined>> = process.env): ConfinementWish {
  const text = env[CONFINEMENT_VARIABLE] || 'limits';
  const wish = WISHES.find((one) => one === text);
  if (wish !== undefined) return wish;
  throw new StreetdateError('decoder-unconfined', `${CONFINEMENT_VARIABLE} must be one of ${WISHES.join(', ')}, got ${oneLine(text)}`);
}

/** Sets the wish of this process, for all its threads, unless the environment has one. For programs that read untrusted files unattended. */
export function wishConfinement(wish: ConfinementWish): void {
  process.env[CONFINEMENT_VARIABLE] ||= wish;
}

/** The answers of this thread, by wish and program. A system does not change them while the program runs. */
const chosen = new Map<string, Promise<Confinement>>();

/** The option with which a program says its version, and does nothing else. */
const versionOption = (program: string) => (program === process.execPath ? '--version' : '-version');

/**
 * The confinement for a decoder program. The first call for each program tries the sandbox, which takes as long as `ffmpeg -version`, or `node --version`.
 * @param version - The option with which the program says its version. @defaultValue that of ffmpeg, or of Node
 * @throws StreetdateError `decoder-unconfined` if a sandbox is required and there is none.
 */
export function confinementFor(
  program: string,
  wish: ConfinementWish = confinementWish(),
  version = versionOption(resolve(program)),
): Promise<Confinement> {
  const path = resolve(program);
  const key = `${wish} ${path}`;
  let choice = chosen.get(key);
  if (choice === undefined) {
    choice = choose(path, wish, version);
    chosen.set(key, choice);
    choice.catch(() => chosen.delete(key));
  }
  return choice;
}

async function choose(program: string, wish: ConfinementWish, version: string): Promise<Confinement> {
  if (process.platform === 'win32') return unlessRequired(NONE, wish, 'Windows has no sandbox that is supported');
  if (wish === 'none') return NONE;
  if (wish === 'limits') return LIMITS;
  if (process.platform !== 'linux') return unlessRequired(LIMITS, wish, `${process.platform} has no sandbox that is supported`);
  const bwrap = findBubblewrap();
  if (bwrap === undefined) return unlessRequired(LIMITS, wish, 'bubblewrap is not installed');
  let reason = '';
  // Root needs no user namespace, and can then read the files of others. In a container root may not be allowed to do that.
  for (const ownUsers of process.getuid?.() === 0 ? [false, true] : [true]) {
    const confinement = bubblewrap(bwrap, ownUsers);
    const fault = await tryOut(confinement, program, version);
    if (fault === undefined) return confinement;
    reason = fault;
  }
  return unlessRequired(LIMITS, wish, `bubblewrap does not work here: ${reason}`);
}

function unlessRequired(confinement: Confinement, wish: ConfinementWish, weakness: string): Confinement {
  if (wish !== 'required') return { ...confinement, weakness };
  throw new StreetdateError('decoder-unconfined', `decoders must be confined, by ${CONFINEMENT_VARIABLE}, and cannot be: ${weakness}`);
}

/** Why the program does not run in a sandbox; undefined if it does. */
async function tryOut(confinement: Confinement, program: string, version: string): Promise<string | undefined> {
  try {
    const launch = confinement.launch({ program, args: [version], budget: QUERY_BUDGET });
    const { status, stderr } = await runLaunch(launch, { limitSeconds: 20 });
    return status === 0 ? undefined : oneLine(stderr.trim()).slice(0, 300) || `it ended with ${status}`;
  } catch (cause) {
    return cause instanceof Error ? oneLine(cause.message) : String(cause);
  }
}
