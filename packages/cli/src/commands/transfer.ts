import { basename } from 'node:path';
import type { Transfer } from '@streetdate/engine';
import type { ParquetRecord, TransferRecord } from '@streetdate/engine/records';
import type { exportDefinition, importDefinition } from '../definitions/transfer.ts';
import { EXIT, UsageError } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { escapeText } from '../output/escape.ts';
import type { Run } from './command.ts';
import { recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate export` */
export const runExport: Run<typeof exportDefinition> = async ([path = ''], { parquet, memory }, context) => {
  const { console, io } = context;
  if (parquet) {
    const { references, frames, pictureBands, soundBands, commonBands } = await withLibrary(context, { access: 'read' }, (library) =>
      library.exportParquet(path, { memoryBytes: memory, signal: io.signal }),
    );
    const bands = pictureBands + soundBands;
    const record: ParquetRecord = { type: 'export-parquet', path, references, frames, bands, commonBands };
    console.result(
      record,
      escapeText(`exported to ${path}: ${count(references, 'reference')}, ${count(frames, 'frame')}, ${count(bands, 'band key')}`),
    );
    return EXIT.nothingFound;
  }
  if (memory !== undefined) throw new UsageError('--memory is for --parquet');
  const transfer = await withLibrary(context, { access: 'read' }, (library) => library.exportTo(path));
  console.result(recordOf('export', path, transfer), textOf('exported to', path, transfer));
  return EXIT.nothingFound;
};

/** `streetdate import` */
export const runImport: Run<typeof importDefinition> = async (paths, { overwrite, by }, context) => {
  const { console } = context;
  await withLibrary(context, { create: true }, async (library) => {
    for (const path of paths) {
      try {
        const recorded = { by, reason: `imported from ${basename(path)}` };
        const transfer = await recordingChanges(library, recorded, context, () => library.importFrom(path, { overwrite }));
        console.result(recordOf('import', path, transfer), textOf('imported from', path, transfer));
      } catch (error) {
        console.fail(path, worldsFault(error));
      }
    }
  });
  return EXIT.nothingFound;
};

function recordOf(type: TransferRecord['type'], path: string, transfer: Transfer): TransferRecord {
  return { type, path, ...transfer };
}

function textOf(did: string, path: string, { titles, references, discs, added }: Transfer): string {
  const held = discs > 0 ? `, of ${count(discs, 'disc')}` : '';
  return escapeText(
    `${did} ${path}: ${count(titles, 'title')}, ${count(references, 'reference')}${held}, ${groupDigits(added)} of them new`,
  );
}
