import type { CaseRelease, ReleaseLink, ReleaseLinks } from '@streetdate/evidence';
import { IN_ENGLISH, oddsInWords } from '@streetdate/evidence/internal/words';
import { count } from '../../output/count-words.ts';
import { groupsHead, ratioInWords } from '../../output/groups-text.ts';
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
export function renderGroups({ releases, linked }: CaseGroups, serverName: (id: string) => string): Markup {
  const byId = new Map(releases.map((release) => [release.id, release]));
  const { links, clusters } = linked;
  const nameOf = (id: string): Markup => {
    const { name, path = id, serverId } = byId.get(id) ?? {};
    return html`<span class="path"><bdi>${name ?? path}</bdi></span>${serverId !== undefined && html` <span class="edition"><bdi>${serverName(serverId)}</bdi></span>`}`;
  };
  const further = (all: readonly unknown[], most: number, noun: string) =>
    all.length > most &&
    html`<p class="hint">${count(all.length - most, `further ${noun}`)} not shown; <code>streetdate case groups</code> lists them.</p>`;
  return html`<section aria-labelledby="groups-heading"><h2 id="groups-heading">Releases that hang together</h2>
<p>${groupsHead(releases, linked)}</p>
${
  links.length > 0 &&
  html`<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">Together</th><th scope="col">Groups that names claim</th><th scope="col">Releases, and the server that had each first</th></tr></thead>
<tbody>
${clusters.slice(0, MOST.clusters).map((ids) => {
  const claimed = [...new Set(ids.flatMap((id) => byId.get(id)?.group ?? []))];
  return html`<tr><th scope="row">${count(ids.length, 'release')}</th><td data-name="Claimed">${claimed.length === 0 ? 'none' : claimed.join(', ')}</td><td data-name="Releases"><ul class="plain">${ids.slice(0, MOST.members).map((id) => html`<li>${nameOf(id)}</li>`)}${ids.length > MOST.members && html`<li class="hint">${count(ids.length - MOST.members, 'further release')}</li>`}</ul></td></tr>
`;
})}</tbody></table></div>
${further(clusters, MOST.clusters, 'cluster')}<div class="scroll"><table class="stacks links">
<thead><tr><th scope="col" class="figure">Likelihood ratio</th><th scope="col">Two releases</th><th scope="col">What adds to it</th><th scope="col">What takes from it</th></tr></thead>
<tbody>
${links.slice(0, MOST.links).map(
  (
    link,
  ) => html`<tr><th scope="row" class="figure">${oddsInWords(link.ratio, IN_ENGLISH)}</th><td data-name="Releases"><ul class="plain">${link.releases.map((id) => html`<li>${nameOf(id)}</li>`)}</ul></td><td data-name="Adds">${reasons(link, true)}</td><td data-name="Takes">${reasons(link, false)}</td></tr>
`,
)}</tbody></table></div>
${further(links, MOST.links, 'link')}`
}<p class="hint">A ratio compares one group that made both with two groups. It is the product of its reasons. A link is consistent with one source, and proves none: groups use the same programs and copy each other’s habits, and anybody can write a name.</p></section>
`;
}

function reasons({ traits }: ReleaseLink, adds: boolean): string {
  // A ratio of one says nothing, also where rounding makes it one.
  const own = traits.filter(({ ratio }) => (adds ? ratio >= 1.05 : ratio < 0.95));
  const words = (adds ? own : [...own].reverse()).map(({ name, ratio }) => `${name}\u00a0×\u00a0${ratioInWords(ratio)}`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
