import type { SearchStepRecord } from '@streetdate/engine/records';

/**
 * The ledger of a search as a table: what each proposer tried, what it cost and what it gave.
 * @param steps - The proposers, in the order in which they ran.
 * @returns Its lines. Proposers that had nothing to look at share the last one.
 */
export function searchInWords(steps: readonly SearchStepRecord[]): string[] {
  const ran = steps.filter((step) => step.ran);
  const idle = steps.filter((step) => !step.ran).map(({ proposer }) => proposer);
  const head = ['search, by proposer', 'seconds', 'M comparisons', 'proposed', 'found', 'best score', 's explained', 's left'];
  const rows = ran.map((step) => [
    step.proposer,
    step.seconds.toFixed(2),
    (step.comparisons / 1e6).toFixed(1),
    String(step.proposed),
    String(step.found),
    step.bestScore?.toFixed(1) ?? '–',
    step.secondsExplained.toFixed(1),
    step.secondsLeft.toFixed(1),
  ]);
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  return idle.length === 0 ? lines : [...lines, `nothing to look at: ${idle.join(', ')}`];
}
