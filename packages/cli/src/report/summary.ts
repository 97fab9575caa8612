import type { ErrorRecord } from '@streetdate/engine/records';
import { IN_ENGLISH, inWords } from '@streetdate/evidence/internal/words';
import { count, groupDigits } from '../output/count-words.ts';
import { missingInWords } from '../output/missing-words.ts';
import type { ReportContent, ReportScan } from './content.ts';
import { html, type Markup } from './html.ts';
import { fileName, renderLabel } from './render-scan.ts';
import { instantInWords, mediaTime } from './time-words.ts';
import { VERDICT_KINDS } from './verdict-label.ts';

/** The report's conclusion, one line. */
export function headline(content: ReportContent): string {
  const { scans, errors = [] } = content;
  const leaks = countKind(scans, 'pre-release-leak');
  const reviews = countKind(scans, 'needs-review');
  if (scans.length === 0) return errors.length === 0 ? 'No file was scanned' : `None of ${count(errors.length, 'file')} was looked at`;
  const files = count(scans.length, 'file');
  if (leaks > 0) return `${groupDigits(leaks)} of ${files} ${leaks === 1 ? 'shows' : 'show'} an enrolled film before its release`;
  if (reviews > 0) return `No pre-release leak established; ${groupDigits(reviews)} of ${files} ${reviews === 1 ? 'needs' : 'need'} review`;
  return `No pre-release leak found in ${files}`;
}

function countKind(scans: readonly ReportScan[], kind: ReportScan['verdict']['kind']): number {
  return scans.filter((scan) => scan.verdict.kind === kind).length;
}

/** Kinds that most reports lack: their number is shown if it is not 0. */
const WHERE_PRESENT: ReadonlySet<string> = new Set(['authorised', 'published-material']);

/** The top of the report: conclusion, date, version, and the number of files of each verdict. */
export function renderHead(content: ReportContent): Markup {
  const { scans, errors = [], library, generatedAt, version } = content;
  const counts: { name: string; kind: string; number: number }[] = VERDICT_KINDS.map((kind) => ({
    name: inWords(`standing.${kind}`, IN_ENGLISH),
    kind,
    number: countKind(scans, kind),
  })).filter(({ kind, number }) => number > 0 || !WHERE_PRESENT.has(kind));
  if (errors.length > 0) counts.push({ name: 'Not looked at', kind: 'not-read', number: errors.length });
  return html`<header class="head">
<p class="overline">Streetdate report</p>
<h1>${headline(content)}</h1>
<dl class="facts">
<div><dt>Date</dt><dd><time datetime="${generatedAt}">${instantInWords(generatedAt)}</time></dd></div>
<div><dt>Files</dt><dd>${groupDigits(scans.length + errors.length)}</dd></div>
${library !== undefined && html`<div><dt>Library</dt><dd><bdi>${library}</bdi></dd></div>`}
<div><dt>Version</dt><dd>Streetdate ${version}</dd></div>
</dl>
<ul class="counts" aria-label="Verdicts">
${counts.map(({ name, kind, number }) => html`<li class="${kind}${number === 0 && ' none'}"><b>${groupDigits(number)}</b> <span>${name}</span></li>\n`)}</ul>
${renderPartial(scans)}
</header>
`;
}

/** Says that the report is not final where files were not compared with the whole library. */
function renderPartial(scans: readonly ReportScan[]): Markup | undefined {
  const partial = scans.filter((scan) => scan.partial !== undefined);
  if (partial.length === 0) return undefined;
  const [files, verdicts] = partial.length === 1 ? ['was', 'Its verdict'] : ['were', 'Their verdicts'];
  return html`<p class="note">${count(partial.length, 'file')} ${files} not compared with the whole library, since a part of it could not be reached. ${verdicts} may get graver once a later search has completed it.</p>`;
}

/** The files with a match, gravest first, each with a link to its section. */
export function renderFileList(found: readonly { readonly scan: ReportScan; readonly id: string }[]): Markup | undefined {
  if (found.length === 0) return undefined;
  return html`<section class="files" aria-labelledby="files-name">
<h2 id="files-name">Files with a match</h2>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">Verdict</th><th scope="col">File</th><th scope="col">Title</th><th scope="col">Seen</th></tr></thead>
<tbody>
${found.map(
  ({ scan, id }) => html`<tr><td>${renderLabel(scan.verdict.kind)}</td>
<th scope="row"><a href="#${id}"><bdi>${fileName(scan.path)}</bdi></a></th>
<td data-name="Title">${titlesOf(scan)}</td><td data-name="Seen">${scan.sighting.seenAt === undefined ? 'unknown' : instantInWords(scan.sighting.seenAt)}</td></tr>
`,
)}</tbody>
</table></div>
</section>
`;
}

function titlesOf(scan: ReportScan): string {
  return [...new Set(scan.matches.map((match) => match.title))].join(', ');
}

/** The files without a match, folded: there may be hundreds. */
export function renderUnmatched(scans: readonly ReportScan[]): Markup | undefined {
  if (scans.length === 0) return undefined;
  const isPartial = scans.some((scan) => scan.partial !== undefined);
  return html`<details class="rest">
<summary><h2>No enrolled film was found in ${count(scans.length, 'file')}</h2></summary>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">File</th><th scope="col">Length</th><th scope="col">Scanned</th><th scope="col">Damage</th>${isPartial && html`<th scope="col">Not searched yet</th>`}</tr></thead>
<tbody>
${scans.map(
  (
    scan,
  ) => html`<tr><th scope="row" class="path"><bdi>${scan.path}</bdi></th><td data-name="Length">${scan.kind === 'still' ? 'still picture' : `${mediaTime(scan.duration)}${scan.kind === 'sound' ? ', sound only' : ''}`}</td>
<td data-name="Scanned">${instantInWords(scan.scannedAt)}</td><td data-name="Damage">${scan.damage ? `only ${mediaTime(scan.damage.secondsCovered)} could be read: ${scan.damage.reason}` : 'none'}</td>${isPartial && html`<td data-name="Not searched yet">${missingInWords(scan.partial) ?? 'nothing'}</td>`}</tr>
`,
)}</tbody>
</table></div>
</details>
`;
}

/** The message without its leading path, which has its own column. */
function reasonOf({ path, message }: ErrorRecord): string {
  return message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
}

/** The files that could not be read, each with its reason. */
export function renderErrors(content: ReportContent): Markup | undefined {
  const { errors = [] } = content;
  if (errors.length === 0) return undefined;
  return html`<section class="errors" aria-labelledby="errors-name">
<h2 id="errors-name">${count(errors.length, 'file')} ${errors.length === 1 ? 'was' : 'were'} not looked at</h2>
<p class="hint">They could not be read, or were skipped. Their content is unknown, and they do not count as files without a match.</p>
<div class="scroll"><table class="stacks">
<thead><tr><th scope="col">File</th><th scope="col">Reason</th><th scope="col">Code</th></tr></thead>
<tbody>
${errors.map(
  (
    error,
  ) => html`<tr><th scope="row" class="path"><bdi>${error.path}</bdi></th><td data-name="Reason">${reasonOf(error)}</td><td data-name="Code"><code>${error.code}</code></td></tr>
`,
)}</tbody>
</table></div>
</section>
`;
}
