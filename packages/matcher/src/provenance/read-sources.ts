import type { Blending, Fingerprint, SubtitleTrack } from '@streetdate/core/portable';
import type { Match } from '../match.ts';
import { type PlacedCopy, placeCopy, type Rendition } from './copy/rendition.ts';
import type { Doubt, Reading, SignName } from './sign.ts';
import { readBlending } from './signs/blending/blending.ts';
import { readCadence } from './signs/cadence/cadence.ts';
import type { Cadence } from './signs/cadence/measure-cadence.ts';
import { readCamera } from './signs/camera-geometry/camera-geometry.ts';
import { readLight } from './signs/camera-luma/camera-luma.ts';
import { readChapters } from './signs/chapters/chapters.ts';
import { readCuts } from './signs/cuts/cuts.ts';
import { readDetail } from './signs/detail/detail.ts';
import type { Detail } from './signs/detail/detail-gain.ts';
import { readEnds } from './signs/ends/ends.ts';
import { readLevels } from './signs/levels/levels.ts';
import { readNearest } from './signs/nearest/nearest.ts';
import { readMarks } from './signs/overlays/overlays.ts';
import { readRate } from './signs/rate/rate.ts';
import { readRoom } from './signs/reverberation/reverberation.ts';
import { readShape } from './signs/shape/shape.ts';
import { readSound } from './signs/sound/sound.ts';
import { readSoundLayout } from './signs/sound-layout/sound-layout.ts';
import { readSpeed } from './signs/speed/speed.ts';
import { readSubtitles } from './signs/subtitles/subtitles.ts';
import type { SourceEvidence } from './source-evidence.ts';
import { readVariants, type VariantReading } from './variants/variants.ts';
import { type FamilyDoubt, weighSources } from './weigh-sources.ts';

/** Options for {@link readSources}. */
export interface ReadSourcesOptions {
  /** Id of the hash that found the matches. @defaultValue 'pdq/1' */
  readonly algorithm?: string;
  /** What {@link measureCadence} saw in the stretches that {@link cadenceStretches} names. @defaultValue nobody looked */
  readonly cadence?: Cadence | undefined;
  /** What core's `measureBlending` saw in each of the stretches that {@link blendingStretches} names. @defaultValue nobody looked */
  readonly blending?: readonly Blending[] | undefined;
  /** When the copy's subtitle streams have something to show, as core's `readSubtitles` says, where {@link asksForSubtitles}. @defaultValue nobody looked */
  readonly subtitles?: readonly SubtitleTrack[] | undefined;
  /** What {@link measureDetail} saw in the stretches that {@link detailStretches} names. @defaultValue nobody looked */
  readonly detail?: Detail | undefined;
}

/** A sign that could not say anything: the usual case, and no fault. */
export interface SilentSign {
  /** Its name. */
  readonly sign: SignName;
  /** One sentence for a person. */
  readonly reason: string;
}

/** What one sign says against one rendition. */
export interface SignDoubt extends Doubt {
  /** Its name. */
  readonly sign: SignName;
}

/** What a copy says of the release that it was made from. */
export interface SourceReading {
  /** Likelihood ratios that may be multiplied, in order of the signs' worth; empty where nothing can be said. */
  readonly evidence: readonly SourceEvidence[];
  /** What each sign says of each rendition, before it is put together: for whoever wants to see why, and for calibration. */
  readonly doubts: readonly SignDoubt[];
  /** The signs that could not say. */
  readonly silent: readonly SilentSign[];
  /** Variants of one release that the copy tells apart; usually empty. */
  readonly variants: readonly VariantReading[];
}

/**
 * The signs, in order of worth. Those of one family rest on the same trait of a rendition (one that runs faster has other frames a second; a wider picture has
 * other bits), so that of a family the strongest alone counts.
 */
const SIGNS: readonly { readonly sign: SignName; readonly family: string; readonly read: (copy: PlacedCopy) => Reading }[] = [
  { sign: 'cuts', family: 'cuts', read: readCuts },
  { sign: 'ends', family: 'ends', read: readEnds },
  { sign: 'chapters', family: 'chapters', read: readChapters },
  { sign: 'speed', family: 'speed', read: readSpeed },
  { sign: 'rate', family: 'speed', read: readRate },
  { sign: 'cadence', family: 'speed', read: readCadence },
  { sign: 'blending', family: 'speed', read: readBlending },
  { sign: 'shape', family: 'picture', read: readShape },
  { sign: 'sound', family: 'sound', read: readSound },
  { sign: 'sound-layout', family: 'sound', read: readSoundLayout },
  { sign: 'marks', family: 'picture', read: readMarks },
  { sign: 'subtitles', family: 'picture', read: readSubtitles },
  { sign: 'detail', family: 'picture', read: readDetail },
  { sign: 'nearest', family: 'picture', read: readNearest },
  { sign: 'levels', family: 'picture', read: readLevels },
];

/**
 * Most that one trait of a camera says, for it or against it, and that all do: cameras that nobody made here have other traits, and what one was given to hide it goes
 * for several of them. Who straightens a recording does not also steady its light: each further trait of geometry, contrast, flicker and sound that says the same doubles it, up to all three of the picture.
 */
const MOST_OF_A_CAMERA = { oneTrait: 50, eachFurther: 2, allTraits: 200 } as const;

/**
 * Says which release a copy was made from, as far as its fingerprint and its matches tell: each enrolled source is held against the enrolled one that
 * fits best, and what fits worse is doubted. Nothing is said *for* a source: one that is not enrolled might fit as well. Pure.
 * @param query - The copy's fingerprint.
 * @param matches - What was found in it; those with other references are passed over.
 * @param renditions - Every enrolled rendition of one title, found or not: what the copy does not show says something too.
 */
export function readSources(
  query: Fingerprint,
  matches: readonly Match[],
  renditions: readonly Rendition[],
  { algorithm = 'pdq/1', cadence, blending, subtitles, detail }: ReadSourcesOptions = {},
): SourceReading {
  const copy = { ...placeCopy(query, matches, renditions, algorithm), cadence, blending, subtitles, detail };
  const silent: SilentSign[] = [];
  const doubts: FamilyDoubt[] = [];
  for (const { sign, family, read } of SIGNS) {
    const reading = read(copy);
    if ('cannotSay' in reading) silent.push({ sign, reason: reading.cannotSay });
    else {
      const isForeign = ({ referenceId, betterSource }: Doubt) =>
        renditions.some((rendition) => rendition.referenceId === referenceId && rendition.source !== betterSource);
      if (!reading.doubts.some(isForeign)) silent.push({ sign, reason: 'What it tells apart are renditions of one kind of source.' });
      doubts.push(...reading.doubts.map((doubt) => ({ sign, family, ...doubt })));
    }
  }
  const evidence = [...weighSources(renditions, doubts), ...cameraEvidence(copy, silent)];
  return { evidence, doubts: doubts.map(({ family: _, ...doubt }) => doubt), silent, variants: readVariants(copy) };
}

/** Geometry, light and sound rest on different traits and multiply, up to {@link MOST_OF_A_CAMERA}. */
function cameraEvidence(copy: PlacedCopy, silent: SilentSign[]): SourceEvidence[] {
  const [geometry, light, room] = [readCamera(copy), readLight(copy), readRoom(copy)];
  if ('cannotSay' in geometry) silent.push({ sign: 'camera', reason: geometry.cannotSay });
  if ('cannotSay' in light) silent.push({ sign: 'light', reason: light.cannotSay });
  if ('cannotSay' in room) silent.push({ sign: 'room', reason: room.cannotSay });
  const evidence = [
    ...('cannotSay' in geometry ? [] : [geometry]),
    ...('cannotSay' in light ? [] : light.evidence),
    ...('cannotSay' in room ? [] : [room]),
  ];
  const [most, least] = [
    mostOfACamera(evidence.filter(({ likelihoodRatio }) => likelihoodRatio > 1).length),
    1 / mostOfACamera(evidence.filter(({ likelihoodRatio }) => likelihoodRatio < 1).length),
  ];
  let before = 1;
  return evidence.flatMap((each): SourceEvidence[] => {
    const together = Math.min(most, Math.max(least, before * each.likelihoodRatio));
    const likelihoodRatio = Number((together / before).toPrecision(6));
    before = together;
    return likelihoodRatio === 1 ? [] : [{ ...each, likelihoodRatio }];
  });
}

/** The most that so many traits say together. */
function mostOfACamera(traits: number): number {
  const { oneTrait, eachFurther, allTraits } = MOST_OF_A_CAMERA;
  return Math.min(allTraits, oneTrait * eachFurther ** Math.max(0, traits - 1));
}
