import type { ReportServer } from '@streetdate/evidence';
import { type CaseWriting, say } from '../../output/case-writing.ts';
import { html, type Markup } from '../html.ts';
import { countryName, drawWorld, type MapPlace } from './world-map.ts';

/** A country's disc. */
interface Disc {
  readonly code: string;
  readonly servers: readonly ReportServer[];
  readonly place: MapPlace;
  readonly radius: number;
}

/** What is as near to a crowd is shown with it, pixels. */
const NEAR = 45;
/** Fewest countries that cover each other for which a second, closer map is drawn. */
const CROWD = 3;

/** Draws where the servers stood: a disc for each country, with the number of servers in it. Crowded parts follow in a map of their own. */
export function drawServerMap(servers: readonly ReportServer[], writing: CaseWriting): Markup {
  const { locale } = writing;
  const byCountry = new Map<string, ReportServer[]>();
  for (const server of servers) byCountry.set(server.country, [...(byCountry.get(server.country) ?? []), server]);
  const codes = [...byCountry.keys()];
  const whole = drawWorld(codes);
  const discs = discsOf(byCountry, whole.places);
  const crowded = discs.filter((disc) => discs.some((other) => other !== disc && covers(disc, other)));
  const around = discs.filter(({ place }) => crowded.length >= CROWD && isAmong(place, crowded));
  const missing = codes.filter((code) => !whole.places.has(code));
  const closer = new Map(around.map(({ code }) => [code, byCountry.get(code)!]));
  const isCloser = closer.size > 0 && closer.size < discs.length;
  return html`<figure>
${drawMap(byCountry, 'map', say('map.name', writing), writing)}
${isCloser && drawMap(closer, 'map-closer', say('map.closer', writing), writing)}
<figcaption>${say('map.legend', writing)}${missing.length > 0 && ` ${say('map.missing', writing, { names: missing.map((code) => countryName(code, locale)).join(', ') })}`} ${say('map.source', writing)}</figcaption>
</figure>
`;
}

function drawMap(byCountry: ReadonlyMap<string, readonly ReportServer[]>, id: string, name: string, writing: CaseWriting): Markup {
  const { width, height, land, borders, places } = drawWorld([...byCountry.keys()]);
  const discs = discsOf(byCountry, places);
  const words = [...byCountry].map(([code, own]) => `${countryName(code, writing.locale)}: ${own.map((server) => server.name).join(', ')}`);
  return html`<svg class="plot map" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-name ${id}-words">
<title id="${id}-name">${name}</title><desc id="${id}-words">${words.join('. ')}.</desc>
<path class="land" d="${land}"/>
${discs.map(({ place }) => html`<path class="shown" d="${place.outline}"/>`)}
<path class="borders" d="${borders}"/>
${discs.map(
  ({
    code,
    servers,
    place: { x, y },
    radius,
  }) => html`<g class="place"><title>${say('map.place', writing, { country: countryName(code, writing.locale), count: servers.length })}</title><circle cx="${x}" cy="${y}" r="${radius}"/>
<text x="${x}" y="${y + 5}" text-anchor="middle">${servers.length}</text></g>
`,
)}${labelsOf(discs, writing.locale).map(
  ({ x, y, text }) => html`<text class="name" x="${x}" y="${y}" text-anchor="middle">${text}</text>
`,
)}</svg>`;
}

/** Discs, the large ones first: a small one stays visible above a large one. */
function discsOf(byCountry: ReadonlyMap<string, readonly ReportServer[]>, places: ReadonlyMap<string, MapPlace>): Disc[] {
  return [...byCountry]
    .flatMap(([code, servers]) => {
      const place = places.get(code);
      return place === undefined ? [] : [{ code, servers, place, radius: Math.round(9 + 3 * Math.sqrt(servers.length)) }];
    })
    .sort((one, other) => other.servers.length - one.servers.length);
}

function covers({ place: one, radius: first }: Disc, { place: other, radius: second }: Disc): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < first + second;
}

/** Whether a place is in the part of the map that these discs take, or near it. */
function isAmong({ x, y }: MapPlace, discs: readonly Disc[]): boolean {
  const [xs, ys] = [discs.map(({ place }) => place.x), discs.map(({ place }) => place.y)];
  return x > Math.min(...xs) - NEAR && x < Math.max(...xs) + NEAR && y > Math.min(...ys) - NEAR && y < Math.max(...ys) + NEAR;
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const LETTER = 7.5;
const LINE = 14;

/** The names of countries, as far as they fit: in full, else as a code, else not at all. The table below has all of them. */
function labelsOf(discs: readonly Disc[], locale: string): Label[] {
  const labels: Label[] = [];
  const isFree = ({ x, y, text }: Label) => {
    const half = (text.length * LETTER) / 2;
    const hitsLabel = labels.some(
      (other) => Math.abs(other.y - y) < LINE && Math.abs(other.x - x) < half + (other.text.length * LETTER) / 2,
    );
    const hitsDisc = discs.some(({ place, radius }) => {
      const [across, down] = [Math.max(0, Math.abs(place.x - x) - half), Math.max(0, Math.abs(place.y - (y - 4)) - LINE / 2)];
      return Math.hypot(across, down) < radius;
    });
    return !hitsLabel && !hitsDisc;
  };
  for (const { code, place, radius } of discs) {
    const below = { x: place.x, y: place.y + radius + 13 };
    const above = { x: place.x, y: place.y - radius - 4 };
    const tried = [countryName(code, locale), code].flatMap((text) => [
      { ...below, text },
      { ...above, text },
    ]);
    const label = tried.find(isFree);
    if (label) labels.push({ ...label, x: Math.round(label.x), y: Math.round(label.y) });
  }
  return labels;
}
