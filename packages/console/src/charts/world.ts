import { type GeoPermissibleObjects, geoCentroid, geoNaturalEarth1, geoPath } from 'd3-geo';
import { whereAlpha2 } from 'iso-3166-1';
import { feature, mesh } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' };

// The only file that imports the map's packages. The map is Natural Earth's, in the public domain.

type Topology = Parameters<typeof mesh>[0];
const topology = atlas as unknown as Topology;

/** A map of the world. */
export interface WorldMap {
  readonly width: number;
  readonly height: number;
  /** All land, as an SVG path. */
  readonly land: string;
  /** Borders between countries, as an SVG path. */
  readonly borders: string;
  /** The middle of each country that was asked for, pixels. One that the map lacks, such as a small island, is missing. */
  readonly places: ReadonlyMap<string, readonly [x: number, y: number]>;
}

/** Draws the world in the Natural Earth projection. @param codes - Countries: ISO 3166-1 alpha-2. */
export function drawWorld(width: number, height: number, codes: readonly string[]): WorldMap {
  const projection = geoNaturalEarth1().fitSize([width, height], { type: 'Sphere' });
  const path = geoPath(projection).digits(1);
  const outlines = topology.objects as Record<string, never>;
  const countries = (topology.objects.countries as { readonly geometries?: readonly { readonly id?: string | number }[] }).geometries ?? [];
  const middles = new Map<string, [number, number]>();
  for (const code of new Set(codes)) {
    const numeric = whereAlpha2(code)?.numeric;
    const shape = countries.find(({ id }) => id !== undefined && String(id) === numeric);
    if (shape !== undefined) middles.set(code, geoCentroid(largestOf(feature(topology, shape as never) as unknown as Shape)));
  }
  const placed = () => [...middles].map(([code, middle]) => [code, projection(middle) ?? [0, 0]] as const);
  enlarge(projection, [width, height], placed());
  const places = new Map(placed());
  return {
    width,
    height,
    land: path(feature(topology, outlines.land!) as GeoPermissibleObjects) ?? '',
    borders: path(mesh(topology, outlines.countries!, (one, other) => one !== other)) ?? '',
    places,
  };
}

/** Most enlargement, against the whole world. */
const MOST_ZOOM = 5;

/** Enlarges a map of the world to the part that has some places. */
function enlarge(
  projection: ReturnType<typeof geoNaturalEarth1>,
  size: readonly [number, number],
  places: readonly (readonly [string, readonly [number, number]])[],
): void {
  if (places.length === 0) return;
  const ends = ([0, 1] as const).map((axis) => {
    const values = places.map(([, at]) => at[axis]);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const zooms = ends.map(([low, high], axis) => (0.7 * size[axis]!) / Math.max(1, high - low));
  const zoom = Math.max(1, Math.min(MOST_ZOOM, ...zooms));
  if (zoom === 1) return;
  const [x, y] = projection.translate();
  const [middleX, middleY] = ends.map(([low, high]) => (low + high) / 2) as [number, number];
  projection.scale(projection.scale() * zoom).translate([size[0] / 2 + (x - middleX) * zoom, size[1] / 2 + (y - middleY) * zoom]);
}

interface Shape {
  readonly type: 'Feature';
  readonly properties: null;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: number[][][] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] };
}

/** The part of a country with the longest outline, so that islands far away do not move its middle into the sea. */
function largestOf(shape: Shape) {
  const { geometry } = shape;
  if (geometry.type === 'Polygon') return { type: 'Polygon' as const, coordinates: geometry.coordinates };
  const longest = geometry.coordinates.reduce((best, each) => (each[0]!.length > best[0]!.length ? each : best));
  return { type: 'Polygon' as const, coordinates: longest };
}
