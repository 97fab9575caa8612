/**
 * Speeds at which films are issued again, as seconds of reference in one second of query: plain, PAL speed-up and slow-down
 * (24 ↔ 25), NTSC pull-down (24 ↔ 23.976), and PAL from NTSC film rate (23.976 ↔ 25).
 */
export const ISSUED_SPEEDS: readonly number[] = [1, 25 / 24, 24 / 25, 1001 / 1000, 1000 / 1001, 25 / (24000 / 1001), 24000 / 1001 / 25];

/** Slowest and fastest copy that is looked for. */
export const SLOWEST = 0.5;
/** @see SLOWEST */
export const FASTEST = 2;

/**
 * Step between the speeds that votes are counted for. In a block of ten seconds a speed that is wrong by half a step is off by
 * 0.1 s at the ends, which pictures bear; the exact speed is solved on the alignment afterwards.
 */
const VOTE_STEP = 1.04;

/** Speeds that votes are counted for: 1 and the powers of the step on both sides of it, from 0.5 to 2. */
export const VOTED_SPEEDS: readonly number[] = (() => {
  const speeds = [1];
  for (let speed = VOTE_STEP; speed <= FASTEST * 1.0001; speed *= VOTE_STEP) speeds.push(speed);
  for (let speed = 1 / VOTE_STEP; speed >= SLOWEST / 1.0001; speed /= VOTE_STEP) speeds.push(speed);
  return speeds;
})();

/**
 * Speeds of a copy that are tried, as seconds of reference in one second of query: plain, and PAL's. The others at which films are issued are a
 * thousandth from these, which is nothing in a minute.
 */
export const TIMELINE_SPEEDS: readonly number[] = [1, 25 / 24, 24 / 25];
