/**
 * Standard speeds of re-issued films, as seconds of reference in one second of query: plain, PAL speed-up and slow-down (24 ↔ 25), NTSC
 * pull-down (24 ↔ 23.976), and PAL from NTSC film rate (23.976 ↔ 25).
 */
export const ISSUED_SPEEDS: readonly number[] = [1, 25 / 24, 24 / 25, 1001 / 1000, 1000 / 1001, 25 / (24000 / 1001), 24000 / 1001 / 25];

/** Slowest and fastest copy that is searched for. */
export const SLOWEST = 0.5;
/** @see SLOWEST */
export const FASTEST = 2;

/**
 * Ratio between the speeds that votes are counted for. An error of half a step moves the ends of a ten-second block by 0.1 s, which
 * pictures tolerate. The alignment is refined to the exact speed afterwards.
 */
const VOTE_STEP = 1.04;

/** Speeds that votes are counted for: 1 and the powers of the step on both sides, from 0.5 to 2. */
export const VOTED_SPEEDS: readonly number[] = (() => {
  const speeds = [1];
  for (let speed = VOTE_STEP; speed <= FASTEST * 1.0001; speed *= VOTE_STEP) speeds.push(speed);
  for (let speed = 1 / VOTE_STEP; speed >= SLOWEST / 1.0001; speed /= VOTE_STEP) speeds.push(speed);
  return speeds;
})();

/**
 * Speeds that votes of films played backwards are counted for: plain, and PAL's. Who reverses a film to hide it rarely changes its speed as
 * well, and each further speed is counted for every query.
 */
export const VOTED_BACKWARDS: readonly number[] = [-1, -25 / 24, -24 / 25];

/**
 * Tested speeds of a copy, as seconds of reference in one second of query: plain, and PAL's. The other standard speeds differ from these by
 * a thousandth, which is negligible within a minute.
 */
export const TIMELINE_SPEEDS: readonly number[] = [1, 25 / 24, 24 / 25];
