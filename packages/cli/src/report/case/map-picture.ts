import type { ReportServer } from '@streetdate/evidence';
import { count } from '../../output/count-words.ts';
import { html, type Markup } from '../html.ts';
import { countryName, drawWorld } from './world-map.ts';

/** Draws where the servers stood: a disc for each country, with the number of servers in it. */
export function drawServerMap(servers: readonly ReportServer[]): Markup {
  const byCountry = new Map<string, ReportServer[]>();
  for (const server of servers) byCountry.set(server.country, [...(byCountry.get(server.country) ?? []), server]);
  const { width, height, land, borders, places } = drawWorld([...byCountry.keys()]);
  const words = [...byCountry].map(([code, own]) => `${countryName(code)}: ${own.map(({ name }) => name).join(', ')}`);
  const missing = [...byCountry.keys()].filter((code) => !places.has(code));
  // Small discs above large ones, or they would be covered.
  const discs = [...byCountry].filter(([code]) => places.has(code)).sort(([, one], [, other]) => other.length - one.length);
  return html`<figure>
<svg class="plot map" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="map-name map-words">
<title id="map-name">Servers by country</title><desc id="map-words">${words.join('. ')}.</desc>
<path class="land" d="${land}"/>
${discs.map(([code]) => html`<path class="shown" d="${places.get(code)!.outline}"/>`)}
<path class="borders" d="${borders}"/>
${discs.map(([code, own]) => {
  const { x, y } = places.get(code)!;
  const radius = radiusOf(own);
  return html`<g class="place"><title>${`${countryName(code)}: ${count(own.length, 'server')}`}</title><circle cx="${x}" cy="${y}" r="${radius}"/>
<text x="${x}" y="${y + 5}" text-anchor="middle">${own.length}</text></g>
`;
})}${discs.map(([code, own]) => {
  const { x, y } = places.get(code)!;
  return html`<text class="name" x="${x}" y="${y + radiusOf(own) + 15}" text-anchor="middle">${countryName(code)}</text>
`;
})}</svg>
<figcaption>A disc is a country, its number the servers in it.${missing.length > 0 && ` Not on the map: ${missing.map(countryName).join(', ')}.`} Map: Natural Earth.</figcaption>
</figure>
`;
}

function radiusOf(servers: readonly ReportServer[]): number {
  return Math.round(10 + 4 * Math.sqrt(servers.length));
}
