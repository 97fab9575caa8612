import type { Segment } from '@streetdate/matcher';

/** The page's element of a known kind. @throws Error when the page has none. */
export function find<E extends Element>(selector: string, kind: new () => E): E {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`the page has no ${selector}`);
  return element;
}

/** One row a segment: where in the copy, where in the film, how. */
export function segmentTable(segments: readonly Segment[]): HTMLTableElement {
  const table = document.createElement('table');
  addRow(table, 'th', ['copy, s', 'film, s', 'speed', 'mirrored', 'bits that differ', 'frames']);
  for (const { queryStart, queryEnd, referenceStart, referenceEnd, speed, mirrored, meanDistance, framesCompared } of segments) {
    addRow(table, 'td', [
      `${queryStart.toFixed(2)} – ${queryEnd.toFixed(2)}`,
      `${referenceStart.toFixed(2)} – ${referenceEnd.toFixed(2)}`,
      speed.toFixed(4),
      mirrored ? 'yes' : 'no',
      `${(100 * meanDistance).toFixed(1)} %`,
      String(framesCompared),
    ]);
  }
  return table;
}

function addRow(table: HTMLTableElement, kind: 'th' | 'td', cells: readonly string[]): void {
  const row = table.insertRow();
  for (const text of cells) row.append(Object.assign(document.createElement(kind), { textContent: text }));
}
