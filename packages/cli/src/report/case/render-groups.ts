import type { CaseRelease, ReleaseLink, ReleaseLinks } from '@streetdate/evidence';
import { oddsInWords } from '@streetdate/evidence/internal/words';
import { type CaseWriting, say } from '../../output/case-writing.ts';
import { groupsHead, ratioInWords, traitInWords } from '../../output/groups-text.ts';
import { html, type Markup } from '../html.ts';

/** The releases of a case, and what links them. */
export interface CaseGroups {
  /** The releases. */
  readonly releases: readonly CaseRelease[];
  /** Their links. */
  readonly linked: ReleaseLinks;
}

/** Most links, clusters, and releases of a cluster on the page; `case groups --json` has all. */
const MOST = { links: 20, clusters: 8, members: 6 };

/** Which releases hang together, how strongly, and why. */
export function renderGroups({ releases, linked }: CaseGroups, serverName: (id: string) => string, writing: CaseWriting): Markup {
  const byId = new Map(releases.map((release) => [release.id, release]));
  const { links, clusters } = linked;
  const nameOf = (id: string): Markup => {
    const { name, path = id, serverId } = byId.get(id) ?? {};
    return html`<span class="path"><bdi>${name ?? path}</bdi></span>${serverId !== undefined && html` <span class="edition"><bdi>${serverName(serverId)}</bdi></span>`}`;
  };
  const further = (all: readonly unknown[], most: number, noun: 'links' | 'clusters') =>
    all.length > most &&
    html`<p class="hint">${say(`${noun}.further`, writing, { count: all.length - most })} <code>streetdate case groups</code> ${say('lists.them', writing)}</p>`;
  return html`<section aria-labelledby="groups-heading"><h2 id="groups-heading">${say('head.groups', writing)}</h2>
<p>${groupsHead(releases, linked, writing)}</p>
${
  links.length > 0 &&
  html`<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">${say('together', writing)}</th><th scope="col">${say('groups.claimed', writing)}</th><th scope="col">${say('groups.releases', writing)}</th></tr></thead>
<tbody>
${clusters.slice(0, MOST.clusters).map((ids) => {
  const claimed = [...new Set(ids.flatMap((id) => byId.get(id)?.group ?? []))];
  return html`<tr><th scope="row">${say('releases', writing, { count: ids.length })}</th><td data-name="${say('groups.claimed.short', writing)}">${claimed.length === 0 ? say('none', writing) : claimed.join(', ')}</td><td data-name="${say('groups.releases.short', writing)}"><ul class="plain">${ids.slice(0, MOST.members).map((id) => html`<li>${nameOf(id)}</li>`)}${ids.length > MOST.members && html`<li class="hint">${say('releases.further', writing, { count: ids.length - MOST.members })}</li>`}</ul></td></tr>
`;
})}</tbody></table></div>
${further(clusters, MOST.clusters, 'clusters')}<div class="scroll"><table class="stacks links">
<thead><tr><th scope="col" class="figure">${say('ratio', writing)}</th><th scope="col">${say('releases.two', writing)}</th><th scope="col">${say('adds', writing)}</th><th scope="col">${say('takes', writing)}</th></tr></thead>
<tbody>
${links.slice(0, MOST.links).map(
  (
    link,
  ) => html`<tr><th scope="row" class="figure">${oddsInWords(link.ratio, writing)}</th><td data-name="${say('groups.releases.short', writing)}"><ul class="plain">${link.releases.map((id) => html`<li>${nameOf(id)}</li>`)}</ul></td><td data-name="${say('adds.short', writing)}">${reasons(link, true, writing)}</td><td data-name="${say('takes.short', writing)}">${reasons(link, false, writing)}</td></tr>
`,
)}</tbody></table></div>
${further(links, MOST.links, 'links')}`
}<p class="hint">${say('groups.meaning', writing)}</p></section>
`;
}

function reasons({ traits }: ReleaseLink, adds: boolean, writing: CaseWriting): string {
  // A ratio of one says nothing, also where rounding makes it one.
  const own = traits.filter(({ ratio }) => (adds ? ratio >= 1.05 : ratio < 0.95));
  const words = (adds ? own : [...own].reverse()).map(
    ({ name, ratio }) => `${traitInWords(name, writing)}\u00a0×\u00a0${ratioInWords(ratio, writing)}`,
  );
  return words.length === 0 ? say('nothing', writing) : words.join(', ');
}
