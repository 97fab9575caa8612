import type { CopyDraft } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import type { Random } from '../seeded-random.ts';

/** The kinds of operators. */
export const FAMILIES = ['geometry', 'composition', 'photometric', 'time'] as const;

/** What an operator changes. */
export type OperatorFamily = (typeof FAMILIES)[number];

/** One simple edit of a film, from hardly visible to hardly recognisable. */
export interface Operator {
  /** Its name in tables. */
  readonly name: string;
  /** What it changes. */
  readonly family: OperatorFamily;
  /** What it does at strength 1, in words. */
  readonly most: string;
  /**
   * Adds its ffmpeg filters to the copy, and notes what they do to its time.
   * @param strength - 0 for hardly any change, 1 for about the most with which a person still recognises the film.
   * @param others - Films that are not enrolled, to mix in.
   */
  readonly apply: (draft: CopyDraft, strength: number, random: Random, others: readonly Film[]) => void;
}

/** The value at `strength` between that at 0 and that at 1, rounded so that recipes read well. */
export function at(strength: number, none: number, most: number): number {
  return Math.round((none + (most - none) * strength) * 1000) / 1000;
}

/** The same in equal ratios. */
export function ratioAt(strength: number, none: number, most: number): number {
  return Math.round(none * (most / none) ** strength * 1000) / 1000;
}

/** One or minus one. */
export const sign = (random: Random): 1 | -1 => (random.chance(0.5) ? 1 : -1);

/** Another film from anywhere in it, as ffmpeg input arguments. */
export function otherFilm(draft: CopyDraft, random: Random, others: readonly Film[]): readonly string[] {
  const film = random.pick(others);
  return draft.filmInput(film, random.between(0, film.duration / 2));
}

/** Filters that bring another film to the draft's frame rate, from its first frame. */
export const inTime = (draft: CopyDraft): string => `fps=${draft.frameRate}:start_time=0`;

/** A wave of time from 0 to 1, as an ffmpeg expression: `hertz` times a second, from anywhere. */
export function wave(random: Random, hertz: number): string {
  return `(0.5+0.5*sin(2*PI*(t*${hertz.toFixed(3)}+${random.between(0, 1)})))`;
}

/** A colour that ffmpeg knows. */
export const colour = (random: Random): string => `0x${random.integer(0, 0xffffff).toString(16).padStart(6, '0')}`;
