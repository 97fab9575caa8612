import type { ReferenceRecord, TitleRecord, WindowRecord } from '@streetdate/engine/records';
import { formatPublication, formatWindow, type ReleaseWindow } from '@streetdate/matcher';
import { count } from './count-words.ts';
import { discsInWords } from './disc-words.ts';
import { escapeText } from './escape.ts';
import { formatTime } from './format-time.ts';
import { spanInWords } from './held-back-text.ts';
import { isccLines } from './iscc-text.ts';
import { PLAIN, type TextOptions } from './style.ts';

/** A title for people: its name, then a line for each window and reference. */
export function titleText(title: TitleRecord, { style = PLAIN }: TextOptions = {}): string {
  const name = `${title.name}${title.year === undefined ? '' : ` (${title.year})`}`;
  const ids = [title.eidr && `EIDR ${title.eidr}`, title.isan && `ISAN ${title.isan}`].filter((id) => id !== undefined);
  const promos = title.promos === undefined ? [] : [title.promos === 'none' ? 'no promo was published' : 'all its promos are enrolled'];
  const windows = title.windows.map((window) => `window ${formatWindow(windowOf(window))}`);
  const references = title.referenceIds.map((id) => `reference ${id}`);
  const exclusions = (title.exclusions ?? []).map(
    (each) => `excluded ${spanInWords(each)} of ${each.referenceId}: ${each.reason} [${each.id}]`,
  );
  const conflicts = (title.conflicts ?? []).map(({ decision, id, ...each }) => {
    const other = { start: each.otherStart, end: each.otherEnd };
    return `${decision} ${spanInWords(each)} of ${each.referenceId} is ${spanInWords(other)} of ${each.otherReferenceId} [${id}]`;
  });
  const head = `${style('heading', escapeText(name))}  [${title.id}]`;
  return [head, ...[...ids, ...promos, ...windows, ...references, ...exclusions, ...conflicts].map((line) => `  ${escapeText(line)}`)].join(
    '\n',
  );
}

/** A reference for people. */
export function referenceText(reference: ReferenceRecord, { style = PLAIN, verbose = false }: TextOptions = {}): string {
  const what = [reference.promo?.form ?? reference.kind, reference.edition, reference.territory]
    .filter((word) => word !== undefined)
    .join(', ');
  const length = reference.duration > 0 ? `, ${formatTime(reference.duration)}` : '';
  const lines: string[] = [];
  if (reference.path !== undefined) lines.push(`  made from ${reference.path}`);
  for (const line of verbose ? isccLines(reference.iscc ?? {}) : []) lines.push(`  ${line}`);
  for (const { territory, opensAt, timeZone } of reference.promo?.publications ?? []) {
    lines.push(`  published ${formatPublication({ territory, opensAt, ...(timeZone !== undefined && { timeZone }) })}`);
  }
  for (const { referenceId, foundSeconds, promoSeconds, pieces } of reference.inFilms ?? []) {
    lines.push(`  ${foundSeconds.toFixed(1)} s of ${promoSeconds.toFixed(1)} s are in ${referenceId}, in ${count(pieces, 'piece')}`);
  }
  if (reference.upgraded)
    lines.push(`  ${reference.upgraded.map((name) => (name === 'localFeatures' ? 'local features' : name)).join(' and ')} added`);
  if (reference.manifestSha256 !== undefined) lines.push('  C2PA manifest kept, for copies that lost it');
  for (const { why, reason, ...span } of reference.provesNothing ?? []) lines.push(`  ${why} ${spanInWords(span)}: ${reason}`);
  for (const { spans } of reference.notCarried ?? []) {
    lines.push(`  excluded footage is not found in it: ${spans.map(spanInWords).join(', ')} of the rendition that it was given on`);
  }
  const undecided = (reference.conflicts ?? []).filter(({ decision }) => decision === 'undecided').map(({ id }) => id);
  if (undecided.length > 0) {
    lines.push(`  decide whose footage that is: streetdate conflicts decide ${undecided.join(' ')} shared --reason …`);
  }
  for (const disc of discsInWords(reference.discs ?? [])) lines.push(`  on ${disc}`);
  if (reference.damage) {
    lines.push(`  only ${formatTime(reference.damage.secondsCovered)} could be read: ${reference.damage.reason}`);
  }
  const head = `${style('heading', escapeText(reference.id))}  ${escapeText(`${reference.title} (${what}${length})`)}`;
  return [head, ...lines.map(escapeText)].join('\n');
}

function windowOf({ territory, channel, party, opensAt, timeZone }: WindowRecord): ReleaseWindow {
  return { territory, channel, ...(party !== undefined && { party }), opensAt, ...(timeZone !== undefined && { timeZone }) };
}
