import { createRequire } from 'node:module';
import { type ExtendedFeature, type GeoPermissibleObjects, geoBounds, geoCentroid, geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';

// The only file that imports the map's packages. The maps are Natural Earth's, in the public domain.
const require = createRequire(import.meta.url);

type Topology = Parameters<typeof mesh>[0];
type Shape = ExtendedFeature;

/** A place on the map, pixels from its left and top edge. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
  /** The outline of the country, as an SVG path. */
  readonly outline: string;
}

/** A map that shows some countries. */
export interface WorldMap {
  readonly width: number;
  readonly height: number;
  /** All land, as an SVG path. */
  readonly land: string;
  /** Borders between countries, as an SVG path. */
  readonly borders: string;
  /** The countries by their codes. One that the map lacks is missing. */
  readonly places: ReadonlyMap<string, MapPlace>;
}

const WIDTH = 960;
const HEIGHT = 480;
const MARGIN = 90;
/** Most enlargement, against the whole world. */
const MOST_ZOOM = 5;

/** The name of a country; the code itself where it is not known. */
export function countryName(code: string, locale = 'en'): string {
  if (locale !== 'en' && /^[A-Z]{2}$/.test(code)) return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  return lookUp(code)?.country ?? code;
}

function lookUp(code: string): { readonly numeric: string; readonly country: string } | undefined {
  const { whereAlpha2 } = require('iso-3166-1') as typeof import('iso-3166-1');
  return whereAlpha2(code);
}

/**
 * Draws the world, or the part of it that shows these countries, in the Natural Earth projection.
 * @param codes - ISO 3166-1 alpha-2.
 */
export function drawWorld(codes: readonly string[]): WorldMap {
  // The finer map has the small countries too.
  const fine = require('world-atlas/countries-50m.json') as Topology;
  const shapes = new Map<string, Shape>();
  for (const code of codes) {
    const numeric = lookUp(code)?.numeric;
    const geometries = (fine.objects.countries as { geometries?: { id?: string | number }[] }).geometries ?? [];
    const found = geometries.find(({ id }) => id !== undefined && String(id) === numeric);
    if (found) shapes.set(code, mainland(feature(fine, found as never) as unknown as Shape));
  }
  const world = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: 'Sphere' });
  const wholeScale = world.scale();
  const points = [...shapes.values()].map((shape) => geoCentroid(shape));
  const projection = geoNaturalEarth1().clipExtent([
    [-10, -10],
    [WIDTH + 10, HEIGHT + 10],
  ]);
  if (points.length === 0) projection.fitSize([WIDTH, HEIGHT], { type: 'Sphere' });
  else {
    projection.fitExtent(
      [
        [MARGIN, MARGIN],
        [WIDTH - MARGIN, HEIGHT - MARGIN],
      ],
      { type: 'MultiPoint', coordinates: points },
    );
    if (!(projection.scale() < wholeScale * MOST_ZOOM)) {
      projection.scale(wholeScale * MOST_ZOOM).translate([0, 0]);
      const places = points.map((point) => projection(point)!);
      const middle = (axis: 0 | 1) => (Math.min(...places.map((at) => at[axis])) + Math.max(...places.map((at) => at[axis]))) / 2;
      projection.translate([WIDTH / 2 - middle(0), HEIGHT / 2 - middle(1)]);
    }
    if (projection.scale() < wholeScale) projection.scale(world.scale()).translate(world.translate());
  }
  const drawn = projection.scale() > 2 * wholeScale ? fine : (require('world-atlas/countries-110m.json') as Topology);
  const path = geoPath(projection).digits(1);
  const outlines = drawn.objects as Record<string, never>;
  const places = new Map<string, MapPlace>();
  for (const [code, shape] of shapes) {
    const [x, y] = projection(geoCentroid(shape))!;
    places.set(code, { x: round(x), y: round(y), outline: path(shape) ?? '' });
  }
  return {
    width: WIDTH,
    height: HEIGHT,
    land: path(feature(drawn, outlines.land!) as GeoPermissibleObjects) ?? '',
    borders: path(mesh(drawn, outlines.countries!, (one, other) => one !== other)) ?? '',
    places,
  };
}

/** The largest part of a country, so that islands on the other side of the world do not move its middle into the sea. */
function mainland(shape: Shape): Shape {
  const { geometry } = shape;
  if (geometry?.type !== 'MultiPolygon') return shape;
  const sizes = geometry.coordinates.map((coordinates) => {
    const [[west, south], [east, north]] = geoBounds({ type: 'Polygon', coordinates });
    return (east < west ? east + 360 - west : east - west) * (north - south);
  });
  const largest = sizes.indexOf(Math.max(...sizes));
  return { ...shape, geometry: { type: 'Polygon', coordinates: geometry.coordinates[largest]! } };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
