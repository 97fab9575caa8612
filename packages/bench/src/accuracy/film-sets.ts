import type { Clip } from './clip-folder.ts';
import type { FilmRole } from './film.ts';

/** Which half of the footage a run uses: one for tuning, one for reporting. */
export type SetName = 'tuning' | 'reported';

/** An interval of a clip that becomes a film, and the role of the film. */
export interface FilmPlan {
  /** The film's id: production and part. */
  readonly id: string;
  /** The clip that it is cut from. */
  readonly clip: Clip;
  /** Start in the clip, seconds. */
  readonly start: number;
  /** Length in seconds. */
  readonly duration: number;
  /** What it is used for. */
  readonly role: FilmRole;
}

type FilmCut = Omit<FilmPlan, 'role'>;

const PART_SECONDS = 45;
/** Left out between two parts of one clip: a shot that runs across the cut would be in both films. */
const GAP_SECONDS = 6;
/** Copies are made of films of at least this length; shorter ones are enrolled, or mixed in. */
const COPIED_SECONDS = 9;

/**
 * Divides the footage. Clips of more than 100 s are cut into films of 45 s with gaps of 6 s; others are one film each. Films go to the two
 * sets in turn, so that the sets share no second of film: the parts of one clip by turns, and the single films by turns, those with sound
 * first, so that both sets have some.
 *
 * In each set, the first film of each production is copied when it is at least 9 s long; further films of it are bystander, unenrolled,
 * copied, copied in turn, so that every production with many parts has its own hard negatives. Shorter films, and films of the productions
 * in `neverCopied`, are bystanders and not enrolled in turn.
 */
export function planFilms(clips: readonly Clip[], set: SetName, neverCopied: ReadonlySet<string> = new Set()): FilmPlan[] {
  const parts = clips.flatMap((clip) => cut(clip));
  const mayBeCopied = (part: FilmCut) => part.duration >= COPIED_SECONDS && !neverCopied.has(part.clip.name);
  const seen = new Set<Clip>();
  const first: FilmPlan[] = [];
  const further: FilmCut[] = [];
  for (const part of ofSet(parts.filter(mayBeCopied), set)) {
    if (seen.has(part.clip)) further.push(part);
    else first.push({ ...part, role: 'copied' });
    seen.add(part.clip);
  }
  const others = ofSet(
    parts.filter((part) => !mayBeCopied(part)),
    set,
  );
  // Every set needs a film that is not enrolled: with little footage, the first further part is one, and no bystander.
  const turns: readonly FilmRole[] =
    others.length > 1 ? ['bystander', 'unenrolled', 'copied', 'copied'] : ['unenrolled', 'bystander', 'copied', 'copied'];
  return [
    ...first,
    ...further.map((part, at) => ({ ...part, role: turns[at % turns.length]! })),
    ...others.map((part, at) => ({ ...part, role: at % 2 === 0 ? ('bystander' as const) : ('unenrolled' as const) })),
  ];
}

function ofSet(parts: readonly FilmCut[], set: SetName): FilmCut[] {
  const isPart = (part: FilmCut) => part.id !== part.clip.name;
  const singles = parts.filter((part) => !isPart(part)).sort((one, other) => Number(other.clip.hasSound) - Number(one.clip.hasSound));
  const turn = set === 'tuning' ? 0 : 1;
  const byClip = parts.filter(isPart).filter((part) => parts.filter((other) => other.clip === part.clip).indexOf(part) % 2 === turn);
  return [...byClip, ...singles.filter((_, at) => at % 2 === turn)];
}

function cut(clip: Clip): FilmCut[] {
  if (clip.duration <= 100) return [{ id: clip.name, clip, start: 0, duration: clip.duration }];
  const parts: FilmCut[] = [];
  for (let start = 0; start + PART_SECONDS <= clip.duration; start += PART_SECONDS + GAP_SECONDS) {
    parts.push({ id: `${clip.name}-${String(parts.length + 1).padStart(2, '0')}`, clip, start, duration: PART_SECONDS });
  }
  return parts;
}
