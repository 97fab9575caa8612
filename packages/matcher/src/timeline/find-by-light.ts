import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { referenceMemories } from '../reference-index/reference-memory.ts';
import { type Course, layBeside, spreadStretches } from './lay-beside.ts';
import { LIGHT_STEP, lightChanges } from './light-changes.ts';
import { sampledBrightness } from './sampled-brightness.ts';
import type { TimelineFinding } from './timeline-finding.ts';

/** Options of {@link findByLight}. */
export interface LightOptions {
  /** Looks only at these references. @defaultValue every one */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Length of a stretch that is looked up, seconds: the light of two minutes tells it from any other, and a speed that is wrong by a thousandth is off by 0.1 s in it. */
const STRETCH_SECONDS = 120;
/** Stretches of a long query that are looked up, evenly spread. */
const MOST_STRETCHES = 8;
/** Shortest query that is looked up, and least time that it and a reference must have in common, seconds. */
const LEAST_SECONDS = 40;

/** How the brightness of references changes: 14 KB an hour of film. Empty where it is not known. */
const lightIndexOf = referenceMemories<Course>((reference) =>
  reference?.luma ? lightChanges(reference.luma, 0, Math.floor(reference.duration / LIGHT_STEP), LIGHT_STEP) : new Int8Array(0),
);

/**
 * Finds references by how their brightness changes: it says nothing of where in the picture something is, so it knows a copy that was turned, mirrored or shown
 * small on a plain ground, and films of one long shot, which have no cuts. What is found is worth a closer look, and no match.
 * @returns The references, surest first; none for less than 40 s, and where the brightness was not kept.
 */
export function findByLight(query: Fingerprint, index: ReferenceIndex, { only }: LightOptions = {}): TimelineFinding[] {
  const { luma: brightness, duration } = query;
  if (brightness === undefined || duration < LEAST_SECONDS) return [];
  const light = lightIndexOf(index);
  const references = Array.from(only ?? index.ids(), (id) => [id, light.of(id)] as const);
  return layBeside(spreadStretches(duration, STRETCH_SECONDS, MOST_STRETCHES), references, {
    step: LIGHT_STEP,
    leastSeconds: LEAST_SECONDS,
    courseOf: ({ start, end }, step) => lightChanges(sampledBrightness(brightness), start, Math.floor((end - start) / step), step),
  });
}

/** Comparisons of two whole hashes by the kernel that {@link findByLight} takes the time of, for each second of the references. */
export function lightCost({ duration }: Fingerprint): number {
  return duration < LEAST_SECONDS ? 0 : COST_A_STRETCH * spreadStretches(duration, STRETCH_SECONDS, MOST_STRETCHES).length;
}

/** The same for one stretch. */
const COST_A_STRETCH = 500;
