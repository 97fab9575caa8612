/** The algorithm id of audio tracks. */
export const AUDIO_ALGORITHM = 'chromaprint/1';

/** How a copy's audio was re-timed, compared with the film's. */
export interface AudioSpeed {
  /** Seconds of film that pass in one second of the copy, 0.5 to 2. */
  readonly speed: number;
  /** Factor of the copy's pitch: the speed itself when it was resampled, 1 when the pitch was kept. */
  readonly pitch: number;
}

/** The original speed. */
export const PLAIN_AUDIO: AudioSpeed = { speed: 1, pitch: 1 };

/** Half a PAL speed-up, 2.06 %: the powers of this hold 25/24 and 24/25 exactly. */
const STEP = Math.sqrt(25 / 24);

/**
 * The re-timings that a query is coded under, from 0.9 to 1.15. Measured on two films with music and voices: 0.016 of the bits change when
 * the re-timing is undone exactly. Resampled audio that is off by 1 %, half a step, differs in 0.09 to 0.16 of them, by 2 % in 0.15 to
 * 0.20, and by 4 % in 0.23 to 0.27, which is too close to unrelated audio. With the pitch kept, 4 % cost only 0.05 to 0.12. Generated music
 * of pure tones is worse between the steps, 0.17 to 0.28, because a whole tone moves to the next note at once.
 */
export const QUERY_SPEEDS: readonly AudioSpeed[] = [
  PLAIN_AUDIO,
  ...[-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7].map((power) => ({ speed: STEP ** power, pitch: STEP ** power })),
  ...[-4, -2, 2, 4, 6].map((power) => ({ speed: STEP ** power, pitch: 1 })),
];

/** The view of the track under a re-timing: `sound` for the original, `sound*1.0417` resampled, `tempo*1.0417` with its pitch kept. */
export function audioView({ speed, pitch }: AudioSpeed): string {
  if (speed === 1 && pitch === 1) return 'sound';
  return `${pitch === 1 ? 'tempo' : 'sound'}*${speed.toFixed(4)}`;
}

/** How a track of audio codes was re-timed. */
export interface Retiming {
  /** The speed that it undoes, to four digits. */
  readonly speed: number;
  /** `resampled` changes the pitch with the speed, as PAL discs do. */
  readonly kind: 'original' | 'resampled' | 'pitch-kept';
}

/** The re-timing of a track by its view; undefined for views of pictures. */
export function retimingOf(view: string): Retiming | undefined {
  if (view === 'sound') return { speed: 1, kind: 'original' };
  const [, way, speed] = /^(sound|tempo)\*(\d\.\d{4})$/.exec(view) ?? [];
  return speed === undefined ? undefined : { speed: Number(speed), kind: way === 'sound' ? 'resampled' : 'pitch-kept' };
}

/** The speed that a view undoes, to four digits; undefined for views of pictures. */
export function speedOfView(view: string): number | undefined {
  return retimingOf(view)?.speed;
}
