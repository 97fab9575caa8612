import type { ReportServer, TitleSpread, WindowLead } from '@streetdate/evidence';
import { type CaseWriting, channelInWords, say, secondsInWords, shortTime } from '../../output/case-writing.ts';
import { html, type Markup } from '../html.ts';
import { across, type DayAxis, dayAxis, dayTicks } from './day-axis.ts';
import { openingMs } from './opening.ts';

const WIDTH = 960;
const LEFT = 190;
const ROW = 26;
const TOP = 30;

/** Draws when a title came to each server: a row a server, in the order of time, with the windows as lines across. */
export function drawSpread(
  { title, servers, windows }: TitleSpread,
  nameOf: (id: string) => ReportServer | undefined,
  id: string,
  writing: CaseWriting,
): Markup {
  const times = servers.map(({ time }) => Date.parse(time));
  const openings = windows.map((window) => ({ window, ms: openingMs(window) }));
  const axis = dayAxis([...times, ...openings.map(({ ms }) => ms)], LEFT, WIDTH - 30);
  const bottom = TOP + ROW * servers.length;
  const nameWords = (serverId: string) => nameOf(serverId)?.name ?? serverId;
  const words = servers.map(({ serverId, country, time }) => `${nameWords(serverId)} (${country}) ${shortTime(time, writing)}`);
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${bottom + 24}" role="img" aria-labelledby="${id}-name ${id}-words">
<title id="${id}-name">${say('spread.name', writing, { title })}</title><desc id="${id}-words">${say('spread.order', writing, { servers: words.join('; ') })}</desc>
${dayTicks(axis, TOP - 6, bottom, writing)}
${openings.map(({ window, ms }) => {
  const x = across(axis, ms);
  return html`<g class="opening"><title>${say('window.opens', writing, { window: `${window.territory} ${channelInWords(window.channel, writing)}`, time: window.opensAt })}</title><line x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}"/></g>
`;
})}${openingLabels(openings, axis, writing)}
${servers.map(({ serverId, country, time, spreadSeconds = 0 }, at) => {
  const y = TOP + ROW * (at + 0.5);
  const [x, low, high] = [0, -1, 1].map((side) => across(axis, Date.parse(time) + 1000 * side * spreadSeconds)) as [number, number, number];
  const before = at === 0 ? undefined : across(axis, times[at - 1]!);
  return html`<g class="copy"><title>${`${nameWords(serverId)}: ${shortTime(time, writing)}${spreadSeconds > 0 ? ` ± ${secondsInWords(spreadSeconds, writing)}` : ''}`}</title>
${before !== undefined && html`<path class="step" d="M${before} ${y - ROW}V${y}H${x}"/>`}
<line class="doubt" x1="${low}" x2="${high}" y1="${y}" y2="${y}"/><circle cx="${x}" cy="${y}" r="5"/>
<text class="axis-name" x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${shorten(nameWords(serverId))} (${country})</text></g>
`;
})}</svg>
`;
}

/** Windows whose labels would cover each other share one. */
const LABEL_WIDTH = 110;
/** Most territories in a label. */
const MOST_NAMED = 5;

function openingLabels(
  openings: readonly { readonly window: WindowLead; readonly ms: number }[],
  axis: DayAxis,
  writing: CaseWriting,
): Markup[] {
  const groups: { readonly x: number; readonly windows: WindowLead[] }[] = [];
  for (const { window, ms } of openings) {
    const x = across(axis, ms);
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < LABEL_WIDTH) last.windows.push(window);
    else groups.push({ x, windows: [window] });
  }
  return groups.map(({ x, windows }, at) => {
    const names = [...new Set(windows.map(({ territory }) => territory))];
    const first = names.slice(0, MOST_NAMED).join(', ');
    const further = names.length - MOST_NAMED;
    const territories = further > 0 ? say('and.more', writing, { names: first, count: further }) : first;
    const label = `${territories} ${[...new Set(windows.map(({ channel }) => channelInWords(channel, writing)))].join(', ')}`;
    const anchor = x > WIDTH - 250 ? 'end' : 'start';
    return html`<text class="opening-name" x="${x + (anchor === 'end' ? -5 : 5)}" y="${at % 2 === 0 ? 10 : 22}" text-anchor="${anchor}">${label}</text>
`;
  });
}

/** A name that fits beside the picture; its whole is in the tables. */
function shorten(name: string): string {
  const characters = [...name];
  return characters.length <= 20 ? name : `${characters.slice(0, 19).join('')}…`;
}
