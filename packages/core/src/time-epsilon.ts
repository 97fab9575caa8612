/**
 * Times closer than this are equal, in seconds: far below a frame, far above the rounding of ticks to doubles. The decoder samples with it,
 * and so does every further sampling of its frames.
 */
export const TIME_EPSILON = 1e-5;
