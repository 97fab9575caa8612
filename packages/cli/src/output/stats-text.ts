import { count } from './count-words.ts';
import { escapeText } from './escape.ts';
import type { StatsRecord } from './stats-record.ts';

/** The figures for people: how many accusations were taken back, and of what. */
export function statsText({ all, byTitle, byHost, byReason, corrections }: StatsRecord): string {
  const lines = [rate('All', all)];
  for (const [name, counts] of [
    ['By title', byTitle],
    ['By host', byHost],
  ] as const) {
    if (counts.length > 0) lines.push(name, ...counts.map((each) => `  ${rate(escapeText(each.of), each)}`));
  }
  if (byReason.length > 0) lines.push('By what took their place', ...byReason.map(({ of, corrected }) => `  ${of}: ${corrected}`));
  const bundles = [...new Set(corrections.flatMap((each) => each.bundles))];
  if (bundles.length > 0)
    lines.push('Bundles made before a correction, which may carry the old verdict', ...bundles.map((name) => `  ${escapeText(name)}`));
  const letters = new Map(corrections.flatMap((each) => each.letters).map((letter) => [letter.position, letter]));
  if (letters.size > 0) {
    lines.push('Letters written before a correction; `streetdate draft retraction` takes them back');
    for (const { template, host, position } of letters.values()) lines.push(`  ${template} for ${escapeText(host)}, entry ${position}`);
  }
  return lines.join('\n');
}

function rate(name: string, { accused, corrected }: { readonly accused: number; readonly corrected: number }): string {
  const share = accused === 0 ? '' : `, ${((100 * corrected) / accused).toFixed(1)} %`;
  return `${name}: ${count(accused, 'accusation')}, ${corrected} taken back${share}`;
}
