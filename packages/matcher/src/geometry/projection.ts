/**
 * Maps points of one picture to points of another. Coordinates are fractions of the sides from the centre, -0.5 to 0.5. A point (x, y) goes
 * to ((a x + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + 1. The numbers are in the order a to h.
 */
export type Projection = Float64Array;

/** A crop of the other picture, by its centre (`x`, `y`) and its size. */
export interface Placement {
  /** Position of its centre in the other picture, -0.5 to 0.5 from that one's centre. */
  readonly x: number;
  readonly y: number;
  /** Width and height of the crop, in fractions of the other picture. A mirrored one has a negative width. */
  readonly width: number;
  readonly height: number;
  /** Clockwise rotation of the other picture's content, degrees. */
  readonly tilt: number;
}

/**
 * The projection of a placement.
 * @param shape - Aspect ratio of the picture, in which the rotation happens.
 */
export function projectionOf({ x, y, width, height, tilt }: Placement, shape: number): Projection {
  const [sine, cosine] = [Math.sin((tilt * Math.PI) / 180), Math.cos((tilt * Math.PI) / 180)];
  return Float64Array.of(width * cosine, (width * sine) / shape, x, -height * sine * shape, height * cosine, y, 0, 0);
}

/**
 * The placement nearest to a projection: its effect at the centre, without perspective.
 * @param shape - Aspect ratio of the picture.
 */
export function placementOf([a, b, c, d, e, f, g, h]: Projection, shape: number): Placement {
  // Derivatives of the other picture's point by this one's, at its centre.
  const [ax, bx] = [a! - c! * g!, (b! - c! * h!) * shape];
  const [dy, ey] = [(d! - f! * g!) / shape, e! - f! * h!];
  const mirrored = ax * ey - bx * dy < 0;
  const side = mirrored ? -1 : 1;
  const tilt = (Math.atan2(bx * side, ax * side) + Math.atan2(-dy, ey)) / 2;
  return { x: c!, y: f!, width: side * Math.hypot(ax, bx), height: Math.hypot(dy, ey), tilt: (tilt * 180) / Math.PI };
}

/** Projects a point. */
export function project([a, b, c, d, e, f, g, h]: Projection, x: number, y: number): { readonly x: number; readonly y: number } {
  const scale = 1 / (g! * x + h! * y + 1);
  return { x: (a! * x + b! * y + c!) * scale, y: (d! * x + e! * y + f!) * scale };
}

/** The projection from one picture to another, given the projections of both to a third one without perspective. */
export function between([a, b, c, d, e, f]: Projection, [p, q, r, s, t, u]: Projection): Projection {
  const size = p! * t! - q! * s!;
  const across = (x: number, y: number) => (t! * x - q! * y) / size;
  const down = (x: number, y: number) => (p! * y - s! * x) / size;
  return Float64Array.of(
    ...[across(a!, d!), across(b!, e!), across(c! - r!, f! - u!)],
    ...[down(a!, d!), down(b!, e!), down(c! - r!, f! - u!)],
    ...[0, 0],
  );
}
