import type { AudioFacts } from '@streetdate/core';
import { type FingerprintPart, spliceFingerprints } from '@streetdate/core/internal';
import { type Disc, type DiscClip, type Feature, findShuffles, type LeftOut, pictureContinuity, type TimelinePart } from '@streetdate/disc';
import type { ReadClips } from './read-clips.ts';

/** A feature in one angle: what becomes one reference. */
export interface FeatureAngle {
  /** The disc's title or playlist, with its angle from the second on: `1`, `00800.angle2`. */
  readonly feature: string;
  readonly titleId: string;
  readonly role: Feature['role'];
  /** Where the title's chapters begin, seconds. */
  readonly chapters: readonly number[];
  /** Languages of the title's sound streams, in the disc's order; undefined where the disc says none. */
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

/** The clips that some features play, each once, in the disc's order. */
export function clipsPlayed(disc: Disc, angles: readonly FeatureAngle[]): DiscClip[] {
  const played = new Set(angles.flatMap(({ timeline }) => timeline.map(({ clip }) => clip)));
  return disc.clips.filter(({ id }) => played.has(id));
}

/** How well the pictures of shuffled titles go on over their seams; undefined where no titles are shuffled, and nothing is to be told. */
export function continuityOf(disc: Disc, { fingerprints }: ReadClips): Map<string, number> | undefined {
  const shuffled = findShuffles(disc.titles).flat();
  return shuffled.length === 0 ? undefined : pictureContinuity(shuffled, fingerprints);
}

/** The fingerprint of a feature; undefined where none of its clips has one. */
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

/** Clips say what their sound is and not its language, which the title's own table has; nothing is added where the two count differently. */
function withLanguages(sound: readonly AudioFacts[] | undefined, languages: readonly (string | undefined)[]): AudioFacts[] | undefined {
  return sound?.map((stream, at) => {
    const language = sound.length === languages.length ? languages[at] : undefined;
    return language === undefined ? stream : { ...stream, language };
  });
}

/** What is left out of a disc, with what its owner leaves out by name. */
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
