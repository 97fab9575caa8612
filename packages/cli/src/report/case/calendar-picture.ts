import type { TitleSpread } from '@streetdate/evidence';
import { type CaseWriting, channelInWords, say, shortDay } from '../../output/case-writing.ts';
import { earlyInWords } from '../../output/lead-words.ts';
import { html, type Markup } from '../html.ts';
import { across, dayAxis, dayTicks } from './day-axis.ts';
import { openingMs } from './opening.ts';

const WIDTH = 960;
const LEFT = 220;
const ROW = 28;
const TOP = 10;

/** Draws a calendar: a row a title, with a dot for its first copy on each server and a triangle for each window. */
export function drawCalendar(titles: readonly TitleSpread[], writing: CaseWriting): Markup {
  const rows = titles.map(({ title, servers, windows }) => ({
    title,
    copies: servers.map(({ time }) => Date.parse(time)),
    windows: windows.map((window) => ({ window, ms: openingMs(window) })),
  }));
  const axis = dayAxis(
    rows.flatMap(({ copies, windows }) => [...copies, ...windows.map(({ ms }) => ms)]),
    LEFT,
    WIDTH - 30,
  );
  const bottom = TOP + ROW * rows.length;
  const words = titles.map(({ title, servers, windows }) => {
    const earliest = windows
      .filter(({ daysEarly }) => daysEarly >= 0)
      .map((lead) =>
        say('calendar.early', writing, {
          early: earlyInWords(lead, servers, writing),
          window: `${lead.territory} ${channelInWords(lead.channel, writing)}`,
        }),
      );
    const day = servers[0] === undefined ? say('unknown', writing) : shortDay(servers[0].time.slice(0, 10), writing);
    return [say('calendar.title', writing, { title, servers: say('servers', writing, { count: servers.length }), day }), ...earliest].join(
      ', ',
    );
  });
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${bottom + 24}" role="img" aria-labelledby="calendar-name calendar-words">
<title id="calendar-name">${say('calendar.name', writing)}</title><desc id="calendar-words">${words.join('. ')}.</desc>
${dayTicks(axis, TOP - 6, bottom, writing)}
${rows.map(({ title, copies, windows }, at) => {
  const y = TOP + ROW * (at + 0.5);
  const first = Math.min(...copies);
  return html`<g class="copy"><text class="axis-name" x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${shorten(title)}</text>
${windows.map(({ window, ms }) => {
  const x = across(axis, ms);
  const lead = ms > first && html`<line class="lead" x1="${across(axis, first)}" x2="${x}" y1="${y}" y2="${y}"/>`;
  return html`${lead}<path class="window" d="M${x} ${y - 8}l6 12h-12z"><title>${say('window.opens', writing, { window: `${window.territory} ${channelInWords(window.channel, writing)}`, time: window.opensAt })}</title></path>`;
})}${copies.map((ms) => html`<circle cx="${across(axis, ms)}" cy="${y}" r="4"/>`)}</g>
`;
})}</svg>
`;
}

function shorten(title: string): string {
  const characters = [...title];
  return characters.length <= 26 ? title : `${characters.slice(0, 25).join('')}…`;
}
