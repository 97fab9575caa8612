import { writeWhole } from '@streetdate/engine/internal';
import type { CaseReport, TitleSpread } from '@streetdate/evidence';
import { COUNTED_FROM, clockWords, listOfFingerprints, secondsInWords, shortTime, unknownWords } from '../../output/case-text.ts';
import { count, groupDigits } from '../../output/count-words.ts';
import { earlyInWords } from '../../output/lead-words.ts';
import { byteSize } from '../../output/server-progress.ts';
import { html, type Markup } from '../html.ts';
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

/** Writes a case as one self-contained HTML page. */
export async function writeCase(path: string, report: CaseReport, groups?: CaseGroups): Promise<void> {
  await writeWhole(path, renderCase(report, groups));
}

/**
 * A case as one self-contained HTML page. The same report gives the same page.
 * @param groups - What links the releases. @defaultValue the page has no such section
 */
export function renderCase(report: CaseReport, groups?: CaseGroups): string {
  const { servers, titles, generatedAt, version } = report;
  const dated = titles.filter((title) => title.servers.length > 0);
  const sections = dated.map((title, at) => renderTitle(title, report, `title-${at + 1}`));
  const headline = `${count(titles.length, 'title')} on ${count(servers.length, 'server')} in ${count(new Set(servers.map(({ country }) => country)).size, 'country', 'countries')}`;
  const body = html`<div class="case">
<header class="head">
<p class="overline">Streetdate case</p>
<h1>${headline}</h1>
<dl class="facts">
<div><dt>Date</dt><dd><time datetime="${generatedAt}">${instantInWords(generatedAt)}</time></dd></div>
<div><dt>Files</dt><dd>${groupDigits(servers.reduce((sum, { files }) => sum + files, 0))}</dd></div>
<div><dt>Version</dt><dd>Streetdate ${version}</dd></div>
</dl>
</header>
${servers.length === 0 && html`<p class="note">The case has no server, so this report makes no statement.</p>`}
${
  servers.length > 0 &&
  html`<section aria-labelledby="servers-name"><h2 id="servers-name">Servers</h2>
${drawServerMap(servers)}${renderServers(report)}${renderImages(report)}</section>
`
}${
  dated.length > 0 &&
  html`<section aria-labelledby="calendar-heading"><h2 id="calendar-heading">Windows and sightings</h2>
<figure>${drawCalendar(dated)}<figcaption>Dots: the first copy on each server. Triangles: windows. Bars: the time that a copy was there before a window.</figcaption></figure></section>
`
}${
  servers.length > 1 &&
  html`<section aria-labelledby="overlap-heading"><h2 id="overlap-heading">What servers share</h2>
${drawOverlaps(report)}</section>
`
}${sections.slice(0, MOST_OPEN)}
${
  sections.length > MOST_OPEN &&
  html`<details class="rest"><summary><h2>${count(sections.length - MOST_OPEN, 'further title')}</h2></summary>
${sections.slice(MOST_OPEN)}</details>
`
}${groups !== undefined && groups.releases.length > 1 && renderGroups(groups, serverNames(report))}<section aria-labelledby="unknown-name"><h2 id="unknown-name">Not known</h2>
<ul>${unknownWords(report).map(
    (line) => html`<li>${line}</li>
`,
  )}</ul></section>
<section class="method" aria-labelledby="method-name"><h2 id="method-name">Method and limits</h2>
<p>A copy's time is the earliest time of a file on the server that shows the title. Whoever runs a server can set the times of its files. Clock errors are estimated from files that several servers share: the narrowest interval that holds a quarter of their differences in time. A server that always receives later by the same time looks like one whose clock is ahead. Where copying keeps file times, nothing is learnt about clocks.</p>
<p>Equal files are equal byte for byte. A title is found by its pictures, whatever a file's name, encoding or archive. Release names and groups are claims.</p>
<p class="hint">This page is self-contained: it runs no script and loads nothing from a server.</p></section>
</div>`;
  return renderPage({ title: `${headline} – Streetdate case`, version, style: CASE_STYLE, body });
}

/** Names of servers by their ids. */
function serverNames({ servers }: Pick<CaseReport, 'servers'>): (serverId: string) => string {
  const names = new Map(servers.map(({ id, name }) => [id, name]));
  return (serverId) => names.get(serverId) ?? serverId;
}

function renderServers({ servers }: CaseReport): Markup {
  return html`<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">Server</th><th scope="col">Country</th><th scope="col" class="figure">Files</th><th scope="col" class="figure">Films</th><th scope="col">Dates of its files</th><th scope="col">Seen</th><th scope="col">Clock</th></tr></thead>
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
  }) => html`<tr><th scope="row"><bdi>${name}</bdi>${custodian !== undefined && html` <span class="edition">${custodian}</span>`}</th><td data-name="Country">${countryName(country)}</td>
<td data-name="Files" class="figure">${groupDigits(files)}, ${byteSize(bytes)}</td><td data-name="Films" class="figure">${isFingerprintList ? `none: ${listOfFingerprints(fingerprints)}, no copies` : groupDigits(films)}${!isFingerprintList && fingerprints > 0 && html`<br><span class="hint">and ${count(fingerprints, 'fingerprint')}</span>`}</td><td data-name="Dates">${days === undefined ? 'none' : `${days[0]} to ${days[1]}`}</td>
<td data-name="Seen">${seenAt === undefined ? 'unknown' : shortTime(new Date(seenAt).toISOString())}</td><td data-name="Clock">${clockWords(clock)}</td></tr>
`,
)}</tbody></table></div>
`;
}

/** The digests of the images that servers were read from, where there are any. */
function renderImages({ servers }: CaseReport): Markup | false {
  const images = servers.flatMap(({ name, image }) => (image === undefined ? [] : [{ name, ...image }]));
  return (
    images.length > 0 &&
    html`<h3>Images that they were read from</h3>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">Server</th><th scope="col">Image</th><th scope="col">Computed of the disk’s bytes</th><th scope="col">As the image states it</th></tr></thead>
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
  }) => html`<tr><th scope="row"><bdi>${name}</bdi></th><td data-name="Image">${IMAGE_FORMS[format]}, ${groupDigits(bytes)} bytes</td>
<td data-name="Computed" class="path">SHA-256 ${sha256}<br>SHA-1 ${sha1}<br>MD5 ${md5}</td><td data-name="As stated" class="path">${statedSha1 !== undefined && html`SHA-1 ${statedSha1}<br>`}${statedMd5 !== undefined && `MD5 ${statedMd5}`}${statedSha1 === undefined && statedMd5 === undefined && 'it states none'}</td></tr>
`,
)}</tbody></table></div>
<p class="hint">An image whose bytes are not those that it states is refused.</p>
`
  );
}

/** What people call the forms of images. */
const IMAGE_FORMS = { raw: 'raw', ewf: 'E01', iso: 'ISO' } as const;

function renderTitle(spread: TitleSpread, { servers }: CaseReport, id: string): Markup {
  const byId = new Map(servers.map((server) => [server.id, server]));
  const nameOf = serverNames({ servers });
  const [earliest] = spread.servers;
  const sentence =
    spread.first.length > 1
      ? `First on one of ${spread.first.map(nameOf).join(', ')}: their clocks do not tell which.`
      : `First on ${nameOf(earliest!.serverId)} (${countryName(earliest!.country)}), ${shortTime(earliest!.time)}.`;
  return html`<section aria-labelledby="${id}-heading"><h2 id="${id}-heading"><cite>${spread.title}</cite></h2>
<p>${sentence}</p>
<figure>${drawSpread(spread, (serverId) => byId.get(serverId), id)}</figure>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">Time</th><th scope="col">Server</th><th scope="col">Earliest file</th><th scope="col">Claimed group</th><th scope="col" class="figure">Files</th></tr></thead>
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
  }) => html`<tr><td data-name="Time" class="time">${shortTime(time)}${spreadSeconds !== undefined && ` ± ${secondsInWords(spreadSeconds)}`}${fileTime !== time && html`<br><span class="hint">file: ${shortTime(fileTime)}</span>`}</td>
<th scope="row"><bdi>${nameOf(serverId)}</bdi></th><td data-name="Earliest file" class="path"><bdi>${path}</bdi></td><td data-name="Group">${group ?? 'none'}</td><td data-name="Files" class="figure">${copies}${sameAsEarlier > 0 && `, ${sameAsEarlier} as earlier`}</td></tr>
`,
)}</tbody></table></div>
${
  spread.windows.length > 0 &&
  html`<div class="scroll"><table class="stacks windows">
<thead><tr><th scope="col">Window</th><th scope="col">Opens</th><th scope="col">First copy</th></tr></thead>
<tbody>
${spread.windows.map(
  (lead) =>
    html`<tr><th scope="row">${lead.territory === 'WORLD' ? 'World' : countryName(lead.territory)}, ${lead.channel}</th><td data-name="Opens">${lead.opensAt}</td><td data-name="First copy">${earlyInWords(lead, spread.servers)}</td></tr>
`,
)}</tbody></table></div>
<p class="hint">${COUNTED_FROM}</p>
`
}</section>
`;
}
