import { createReadStream } from 'node:fs';
import { checkPath } from '@streetdate/core/internal';
import { readFault } from '../files.ts';
import type { LedgerLine } from './check-ledger.ts';

/**
 * Reads a ledger that was handed over as JSON Lines, one entry a line.
 * @throws StreetdateError `file-not-found`, `file-unreadable`.
 */
export async function* readLedgerFile(path: string): AsyncGenerator<LedgerLine> {
  checkPath('path', path);
  let [position, rest] = [0, ''];
  const stream = createReadStream(path, 'utf8')[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await stream.next().catch((cause: unknown) => {
      throw readFault(path, cause);
    });
    // Only a line feed ends a line: readline would also break at characters that JSON may hold.
    const lines = (rest + (done ? '\n' : value)).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) if (text !== '') yield { position: position++, text };
    if (done) return;
  }
}
