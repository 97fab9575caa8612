import { type LinkedRelease, releaseOfName } from '@streetdate/evidence';

/** A release of the corpus, and the group that made it. */
export interface MadeRelease {
  readonly release: LinkedRelease;
  readonly madeBy: string;
}

/** Random numbers, 0 to 1, that are the same in each run. */
export function randomOf(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Settings of the corpus. */
export interface CorpusOptions {
  /** @defaultValue 15 */
  readonly groups?: number;
  /** Releases of each group. @defaultValue 16 */
  readonly each?: number;
  /** Share of releases whose names claim no group. @defaultValue 0.3 */
  readonly untagged?: number;
  /** How often a release follows its group's habit, rather than anybody's. @defaultValue 0.85 */
  readonly constancy?: number;
}

const STYLES = [
  (title: string, year: number, group: string) => `${title.replaceAll(' ', '.')}.${year}.1080p.BluRay.x264-${group}`,
  (title: string, year: number, group: string) => `${title.replaceAll(' ', '.')}.${year}.DVDRip.XviD-${group}`,
  (title: string, year: number, group: string) => `${title.replaceAll(' ', '_')}_${year}_DVDRip_x264-${group}`,
  (title: string, year: number, group: string) => `${title.replaceAll(' ', '.')}.${year}.BluRay.1080p.h264-${group}`,
  (title: string, year: number, group: string) => `${title} ${year} 720p BluRay H.264-${group}`,
  (title: string, year: number, group: string) => `${title.replaceAll(' ', '.')}.${year}.BDRip.x264-${group}`,
] as const;
const MUXERS = ['Lavf58.76.100', 'Lavf60.16.100', 'mkvmerge v58.0.0', 'mkvmerge v70.0.0', 'HandBrake 1.6.1'];
const ENCODERS = ['x264 - core 155', 'x264 - core 160', 'x264 - core 164', 'x265 (build 199)'];

/** Makes releases of known groups. Groups share habits: there are fewer styles, muxers, encoders and sites than groups. */
export function makeCorpus(seed: number, options: CorpusOptions = {}): MadeRelease[] {
  const { groups = 15, each = 16, untagged = 0.3, constancy = 0.85 } = options;
  const random = randomOf(seed);
  const any = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const settings = Array.from(
    { length: 10 },
    (_, at) => `cabac=1 ref=${3 + (at % 5)} me=${at % 2 === 0 ? 'umh' : 'hex'} subme=${5 + at} crf=${18 + (at % 4)}.0`,
  );
  const sites = ['s1', 's2', 's3', 's4', 's5', 's6'];
  const made: MadeRelease[] = [];
  for (let number = 0; number < groups; number++) {
    const group = `GRP${String.fromCharCode(65 + number)}`;
    const habit = {
      style: any(STYLES),
      muxer: any(MUXERS),
      encoder: any(ENCODERS),
      settings: any(settings),
      site: any(sites),
      hour: random() * 24,
      lead: 10 + random() * 40,
    };
    const follow = <T>(own: T, all: readonly T[]): T => (random() < constancy ? own : any(all));
    for (let at = 0; at < each; at++) {
      const title = Math.floor(random() * 200);
      const id = `${group}-${at}`;
      const name = follow(habit.style, STYLES)(`The Film Number ${title}`, 2000 + (title % 25), group);
      const isTagged = random() >= untagged;
      const { group: _, name: text, ...named } = releaseOfName(id, name);
      made.push({
        madeBy: group,
        release: {
          ...named,
          ...(isTagged && { group, name: text! }),
          traces: {
            muxer: follow(habit.muxer, MUXERS),
            encoder: follow(habit.encoder, ENCODERS),
            settings: follow(habit.settings, settings),
          },
          site: follow(habit.site, sites),
          hour: (habit.hour + (random() + random() + random() - 1.5) * 4 + 48) % 24,
          titleId: String(title),
          leadDays: habit.lead + (random() + random() - 1) * 12,
        },
      });
    }
  }
  return made;
}
