/**
 * Maps the points of one picture to those of another, from the middle of each and in fractions of its sides, -0.5 to 0.5: a point (x, y) goes to
 * ((a x + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + 1. In the order a to h.
 */
export type Projection = Float64Array;

/** What a picture shows when its middle shows (`x`, `y`) of the other one, and its sides so many of the other's. */
export interface Placement {
  /** Where its middle lies in the other picture, -0.5 to 0.5 from that one's middle. */
  readonly x: number;
  readonly y: number;
  /** Width and height of what it shows, in fractions of the other picture; a mirrored one has a negative width. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise by which it shows the other picture turned. */
  readonly tilt: number;
}

/**
 * The projection of a placement.
 * @param shape - Width of the picture by its height, in which it is turned.
 */
export function projectionOf({ x, y, width, height, tilt }: Placement, shape: number): Projection {
  const [sine, cosine] = [Math.sin((tilt * Math.PI) / 180), Math.cos((tilt * Math.PI) / 180)];
  return Float64Array.of(width * cosine, (width * sine) / shape, x, -height * sine * shape, height * cosine, y, 0, 0);
}

/**
 * The placement that is nearest to a projection: what its middle does, perspective left out.
 * @param shape - Width of the picture by its height.
 */
export function placementOf([a, b, c, d, e, f, g, h]: Projection, shape: number): Placement {
  // How the other picture's point moves with this one's, at its middle.
  const [ax, bx] = [a! - c! * g!, (b! - c! * h!) * shape];
  const [dy, ey] = [(d! - f! * g!) / shape, e! - f! * h!];
  const mirrored = ax * ey - bx * dy < 0;
  const side = mirrored ? -1 : 1;
  const tilt = (Math.atan2(bx * side, ax * side) + Math.atan2(-dy, ey)) / 2;
  return { x: c!, y: f!, width: side * Math.hypot(ax, bx), height: Math.hypot(dy, ey), tilt: (tilt * 180) / Math.PI };
}

/** Where a point goes. */
export function project([a, b, c, d, e, f, g, h]: Projection, x: number, y: number): { readonly x: number; readonly y: number } {
  const scale = 1 / (g! * x + h! * y + 1);
  return { x: (a! * x + b! * y + c!) * scale, y: (d! * x + e! * y + f!) * scale };
}

/** The projection from one picture to another, where both go to the same third one without perspective. */
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
