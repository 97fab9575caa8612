import type { AudioFacts } from '@streetdate/core';
import { type FingerprintPart, spliceFingerprints } from '@streetdate/core/internal';
import { type Disc, type DiscClip, type Feature, findShuffles, type LeftOut, pictureContinuity, type TimelinePart } from '@streetdate/disc';
import type { ReadClips } from './read-clips.ts';

/** A feature in one angle; it becomes one reference. */
export interface FeatureAngle {
  /** The disc's title or playlist, with the number of a further angle: `1`, `00800.angle2`. */
  readonly feature: string;
  readonly titleId: string;
  readonly role: Feature['role'];
  /** Starts of the title's chapters, seconds. */
  readonly chapters: readonly number[];
  /** Languages of the title's sound streams, in the disc's order; undefined if not stated. */
  readonly languages: readonly (string | undefined)[];
  readonly timeline: readonly TimelinePart[];
}

/** The features in all their angles, those of one title in order. */
export function anglesOf(features: readonly Feature[]): FeatureAngle[] {
  return features.flatMap(({ title, role }) =>
    [title.timeline, ...title.otherAngles].map((timeline, angle) => ({
      feature: angle === 0 ? title.id : `${title.id}.angle${angle + 1}`,
      titleId: title.id,
      role,
      chapters: title.chapters,
      languages: title.audio.map(({ language }) => language),
      timeline,
    })),
  );
}

/** The clips of some features, each once, in the disc's order. */
export function clipsPlayed(disc: Disc, angles: readonly FeatureAngle[]): DiscClip[] {
  const played = new Set(angles.flatMap(({ timeline }) => timeline.map(({ clip }) => clip)));
  return disc.clips.filter(({ id }) => played.has(id));
}

/** Picture continuity over the seams of shuffled titles; undefined if no titles are shuffled. */
export function continuityOf(disc: Disc, { fingerprints }: ReadClips): Map<string, number> | undefined {
  const shuffled = findShuffles(disc.titles).flat();
  return shuffled.length === 0 ? undefined : pictureContinuity(shuffled, fingerprints);
}

/** The fingerprint of a feature; undefined if none of its clips has one. */
export function fingerprintOf(
  { timeline, chapters, languages }: FeatureAngle,
  { fingerprints }: ReadClips,
): ReturnType<typeof spliceFingerprints> | undefined {
  const parts = timeline.map(({ clip, start, end }): FingerprintPart => ({ fingerprint: fingerprints.get(clip), start, end }));
  if (parts.every(({ fingerprint }) => fingerprint === undefined)) return undefined;
  const spliced = spliceFingerprints(parts);
  const sound = withLanguages(spliced.media.sound, languages);
  return {
    ...spliced,
    media: { ...spliced.media, ...(sound && { sound }), chapters: chapters.map((start) => Math.round(1000 * start) / 1000) },
  };
}

/** Adds the languages of the sound streams, which only the title's table has. Nothing is added if the number of streams differs. */
function withLanguages(sound: readonly AudioFacts[] | undefined, languages: readonly (string | undefined)[]): AudioFacts[] | undefined {
  return sound?.map((stream, at) => {
    const language = sound.length === languages.length ? languages[at] : undefined;
    return language === undefined ? stream : { ...stream, language };
  });
}

/** The titles that are left out, including those that the owner excludes by name. */
export function withoutRefused(
  features: readonly Feature[],
  leftOut: readonly LeftOut[],
  isRefused: (titleId: string) => boolean,
): { readonly features: Feature[]; readonly leftOut: LeftOut[] } {
  const refused = features
    .filter(({ title }) => isRefused(title.id))
    .map(({ title }) => ({ title: title.id, reason: 'disc.json leaves it out' }));
  return { features: features.filter(({ title }) => !isRefused(title.id)), leftOut: [...leftOut, ...refused] };
}
