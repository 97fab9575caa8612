import { checkObject, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { MAPPED_REMEDY } from '../csv-rows.ts';
import { readTableRows } from '../table-rows.ts';
import type { BadRow, Delivery } from './delivery.ts';
import type { DeliveryMapping } from './delivery-mapping.ts';
import { readDeliveryRow } from './delivery-row.ts';

/**
 * Reads a list of deliveries from a CSV file or the first sheet of a workbook (XLSX). CSV is read row by row: memory stays flat however long it
 * is. A bad row is yielded with its line and the reason, and the others go on.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file is not in the encoding, a column is missing, or a
 * quote is not closed.
 */
export async function* readDeliveries(path: string, mapping: DeliveryMapping): AsyncGenerator<Delivery | BadRow> {
  checkPath('path', path);
  checkObject('mapping', mapping);
  const { columns, encoding, delimiter, dates } = mapping;
  let headings: readonly string[] | undefined;
  for await (const { cells, line } of readTableRows(path, { encoding, delimiter, remedy: MAPPED_REMEDY })) {
    if (headings !== undefined) {
      yield readDeliveryRow({ cells, line }, headings, { columns, dates });
      continue;
    }
    headings = cells.map((heading) => heading.trim());
    const missing = Object.values(columns).filter((name) => name !== undefined && !headings!.includes(name));
    if (missing.length === 0) continue;
    const message = `${path}: it has no column ${missing.join(', ')}; it has ${headings.join(', ')}`;
    throw new StreetdateError('bad-evidence', message, { path });
  }
}
