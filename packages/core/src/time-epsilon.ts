/** Times nearer than this are one time, in seconds: far below a frame, far above the rounding of ticks to doubles. The decoder samples by it, and so does who takes a part of its frames. */
export const TIME_EPSILON = 1e-5;
