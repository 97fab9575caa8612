import { writeWhole } from '@streetdate/engine/internal';
import type { CaseReport, TitleSpread } from '@streetdate/evidence';
import { bytesInWords } from '@streetdate/evidence/internal/words';
import { clockWords, listOfFingerprints, unknownWords } from '../../output/case-text.ts';
import {
  CASE_WRITINGS,
  type CaseLanguage,
  type CaseWriting,
  channelInWords,
  say,
  sayIn,
  secondsInWords,
  shortDay,
  shortTime,
} from '../../output/case-writing.ts';
import { earlyInWords } from '../../output/lead-words.ts';
import { html, type Markup, ownMarkup } from '../html.ts';
import { renderPage } from '../page.ts';
import { instantInWords } from '../time-words.ts';
import { drawCalendar } from './calendar-picture.ts';
import { drawServerMap } from './map-picture.ts';
import { drawOverlaps } from './overlap-picture.ts';
import { type CaseGroups, renderGroups } from './render-groups.ts';
import { drawSpread } from './spread-picture.ts';
import { CASE_STYLE } from './style.ts';
import { countryName } from './world-map.ts';

/** Further titles stay folded. */
const MOST_OPEN = 12;

/** Options for {@link renderCase}. */
export interface CasePageOptions {
  /** What links the releases. @defaultValue the page has no such section */
  readonly groups?: CaseGroups | undefined;
  /** The language of the page. @defaultValue `en` */
  readonly language?: CaseLanguage | undefined;
}

/** Writes a case as one self-contained HTML page. */
export async function writeCase(path: string, report: CaseReport, options: CasePageOptions = {}): Promise<void> {
  await writeWhole(path, renderCase(report, options));
}

/** A case as one self-contained HTML page. The same report gives the same page. */
export function renderCase(report: CaseReport, { groups, language = 'en' }: CasePageOptions = {}): string {
  const writing = CASE_WRITINGS[language];
  const told = sayIn(writing);
  const { servers, titles, generatedAt, version } = report;
  const dated = titles.filter((title) => title.servers.length > 0);
  const sections = dated.map((title, at) => renderTitle(title, report, `title-${at + 1}`, writing));
  const headline = told('headline', {
    titles: told('titles', { count: titles.length }),
    servers: told('servers', { count: servers.length }),
    countries: told('countries', { count: new Set(servers.map(({ country }) => country)).size }),
  });
  const body = html`<div class="case">
<header class="head">
<p class="overline">${told('case')}</p>
<h1>${headline}</h1>
<dl class="facts">
<div><dt>${told('date')}</dt><dd><time datetime="${generatedAt}">${language === 'en' ? instantInWords(generatedAt) : shortTime(generatedAt, writing)}</time></dd></div>
<div><dt>${told('files')}</dt><dd>${servers.reduce((sum, { files }) => sum + files, 0).toLocaleString(language)}</dd></div>
<div><dt>${told('version')}</dt><dd>Streetdate ${version}</dd></div>
</dl>
</header>
${servers.length === 0 && html`<p class="note">${told('no.server')}</p>`}
${
  servers.length > 0 &&
  html`<section aria-labelledby="servers-name"><h2 id="servers-name">${told('head.servers')}</h2>
${drawServerMap(servers, writing)}${renderServers(report, writing)}${renderImages(report, writing)}</section>
`
}${
  dated.length > 0 &&
  html`<section aria-labelledby="calendar-heading"><h2 id="calendar-heading">${told('head.calendar')}</h2>
<figure>${drawCalendar(dated, writing)}<figcaption>${told('calendar.legend')}</figcaption></figure></section>
`
}${
  servers.length > 1 &&
  html`<section aria-labelledby="overlap-heading"><h2 id="overlap-heading">${told('head.overlap')}</h2>
${drawOverlaps(report, writing)}</section>
`
}${sections.slice(0, MOST_OPEN)}
${
  sections.length > MOST_OPEN &&
  html`<details class="rest"><summary><h2>${told('titles.further', { count: sections.length - MOST_OPEN })}</h2></summary>
${sections.slice(MOST_OPEN)}</details>
`
}${groups !== undefined && groups.releases.length > 1 && renderGroups(groups, serverNames(report), writing)}<section aria-labelledby="unknown-name"><h2 id="unknown-name">${told('head.unknown')}</h2>
<ul>${unknownWords(report, writing).map(
    (line) => html`<li>${line}</li>
`,
  )}</ul></section>
<section class="method" aria-labelledby="method-name"><h2 id="method-name">${told('head.method')}</h2>
<p>${ownMarkup(told('method.times'))}</p>
<p>${ownMarkup(told('method.equal'))}</p>
<p class="hint">${told('page.alone')}</p></section>
</div>`;
  return renderPage({ title: `${headline} – ${told('case')}`, language, version, style: CASE_STYLE, body });
}

/** Names of servers by their ids. */
function serverNames({ servers }: Pick<CaseReport, 'servers'>): (serverId: string) => string {
  const names = new Map(servers.map(({ id, name }) => [id, name]));
  return (serverId) => names.get(serverId) ?? serverId;
}

function renderServers({ servers }: CaseReport, writing: CaseWriting): Markup {
  const { locale } = writing;
  const told = sayIn(writing);
  return html`<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">${told('server')}</th><th scope="col">${told('country')}</th><th scope="col" class="figure">${told('files')}</th><th scope="col" class="figure">${told('films')}</th><th scope="col">${told('file.dates')}</th><th scope="col">${told('seen')}</th><th scope="col">${told('clock')}</th></tr></thead>
<tbody>
${servers.map(
  ({
    name,
    country,
    custodian,
    files,
    bytes,
    films,
    fingerprints = 0,
    isFingerprintList,
    days,
    seenAt,
    clock,
  }) => html`<tr><th scope="row"><bdi>${name}</bdi>${custodian !== undefined && html` <span class="edition">${custodian}</span>`}</th><td data-name="${told('country')}">${countryName(country, locale)}</td>
<td data-name="${told('files')}" class="figure">${files.toLocaleString(locale)}, ${bytesInWords(bytes, writing)}</td><td data-name="${told('films')}" class="figure">${isFingerprintList ? told('no.films', { list: listOfFingerprints(fingerprints, writing) }) : films.toLocaleString(locale)}${!isFingerprintList && fingerprints > 0 && html`<br><span class="hint">${told('and.fingerprints', { count: fingerprints })}</span>`}</td><td data-name="${told('file.dates.short')}">${days === undefined ? told('none') : told('from.to', { from: shortDay(days[0], writing), to: shortDay(days[1], writing) })}</td>
<td data-name="${told('seen')}">${seenAt === undefined ? told('unknown') : shortTime(new Date(seenAt).toISOString(), writing)}</td><td data-name="${told('clock')}">${clockWords(clock, writing)}</td></tr>
`,
)}</tbody></table></div>
`;
}

/** The digests of the images that servers were read from and of those among their files, where there are any. */
function renderImages({ servers }: CaseReport, writing: CaseWriting): Markup | false {
  const told = sayIn(writing);
  const images = servers.flatMap(({ name, image, images: among = [] }) => [
    ...(image === undefined ? [] : [{ name, ...image }]),
    ...among.map(({ path, ...each }) => ({ name: `${name}, ${path}`, ...each })),
  ]);
  return (
    images.length > 0 &&
    html`<h3>${told('head.images')}</h3>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">${told('server')}</th><th scope="col">${told('image')}</th><th scope="col">${told('computed')}</th><th scope="col">${told('stated')}</th></tr></thead>
<tbody>
${images.map(
  ({
    name,
    format,
    bytes,
    sha256,
    sha1,
    md5,
    statedSha1,
    statedMd5,
  }) => html`<tr><th scope="row"><bdi>${name}</bdi></th><td data-name="${told('image')}">${IMAGE_FORMS[format]}, ${say('bytes', writing, { count: bytes })}</td>
<td data-name="${told('computed.short')}" class="path">SHA-256 ${sha256}<br>SHA-1 ${sha1}<br>MD5 ${md5}</td><td data-name="${told('stated.short')}" class="path">${statedSha1 !== undefined && html`SHA-1 ${statedSha1}<br>`}${statedMd5 !== undefined && `MD5 ${statedMd5}`}${statedSha1 === undefined && statedMd5 === undefined && told('states.none')}</td></tr>
`,
)}</tbody></table></div>
<p class="hint">${told('images.refused')}</p>
`
  );
}

/** What people call the forms of images. */
const IMAGE_FORMS = { raw: 'raw', ewf: 'E01', iso: 'ISO' } as const;

function renderTitle(spread: TitleSpread, { servers }: CaseReport, id: string, writing: CaseWriting): Markup {
  const { locale } = writing;
  const told = sayIn(writing);
  const byId = new Map(servers.map((server) => [server.id, server]));
  const nameOf = serverNames({ servers });
  const [earliest] = spread.servers;
  const sentence =
    spread.first.length > 1
      ? told('first.one.of', { names: spread.first.map(nameOf).join(', ') })
      : told('first', {
          ...{
            name: nameOf(earliest!.serverId),
            country: countryName(earliest!.country, locale),
            time: shortTime(earliest!.time, writing),
          },
        });
  return html`<section aria-labelledby="${id}-heading"><h2 id="${id}-heading"><cite>${spread.title}</cite></h2>
<p>${sentence}</p>
<figure>${drawSpread(spread, (serverId) => byId.get(serverId), id, writing)}</figure>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">${told('time')}</th><th scope="col">${told('server')}</th><th scope="col">${told('file.earliest')}</th><th scope="col">${told('group.claimed')}</th><th scope="col" class="figure">${told('files')}</th></tr></thead>
<tbody>
${spread.servers.map(
  ({
    serverId,
    time,
    fileTime,
    spreadSeconds,
    path,
    group,
    copies,
    sameAsEarlier,
  }) => html`<tr><td data-name="${told('time')}" class="time">${shortTime(time, writing)}${spreadSeconds !== undefined && ` ± ${secondsInWords(spreadSeconds, writing)}`}${fileTime !== time && html`<br><span class="hint">${told('file.time', { time: shortTime(fileTime, writing) })}</span>`}</td>
<th scope="row"><bdi>${nameOf(serverId)}</bdi></th><td data-name="${told('file.earliest')}" class="path"><bdi>${path}</bdi></td><td data-name="${told('group.claimed.short')}">${group ?? told('none')}</td><td data-name="${told('files')}" class="figure">${copies}${sameAsEarlier > 0 && `, ${told('same.as.earlier', { count: sameAsEarlier })}`}</td></tr>
`,
)}</tbody></table></div>
${
  spread.windows.length > 0 &&
  html`<div class="scroll"><table class="stacks windows">
<thead><tr><th scope="col">${told('window')}</th><th scope="col">${told('opens')}</th><th scope="col">${told('first.copy')}</th></tr></thead>
<tbody>
${spread.windows.map(
  (lead) =>
    html`<tr><th scope="row">${lead.territory === 'WORLD' ? told('world') : countryName(lead.territory, locale)}, ${channelInWords(lead.channel, writing)}</th><td data-name="${told('opens')}">${lead.opensAt}</td><td data-name="${told('first.copy')}">${earlyInWords(lead, spread.servers, writing)}</td></tr>
`,
)}</tbody></table></div>
<p class="hint">${told('counted.from')}</p>
`
}</section>
`;
}
