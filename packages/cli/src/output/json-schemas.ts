import {
  allowedSourceRecord,
  discFacts,
  enrolledDiscRecord,
  errorRecord,
  fingerprintRecord,
  libraryManifest,
  notMediaRecord,
  parquetRecord,
  referenceRecord,
  scanRecord,
  scanSummaryRecord,
  skippedRecord,
  titleRecord,
  toJsonSchema,
  transferRecord,
} from '@streetdate/engine/records';
import { ledgerEntrySchema } from '@streetdate/evidence/internal';
import { allowImportRecord, disallowedRecord } from './allowed-record.ts';
import { availsRecord } from './avails-record.ts';
import { c2paRecord, c2paSignRecord } from './c2pa-record.ts';
import { caseGroupsRecord, caseLogRecord, caseReportRecord, serverRecord } from './case-record.ts';
import { configFile, configRecord } from './config-record.ts';
import { backupRecord, dbCheckRecord, dbCopyRecord, dbMigrateRecord } from './db-record.ts';
import { discRecord } from './disc-record.ts';
import { disputeRecord } from './dispute-record.ts';
import { doctorRecord } from './doctor-record.ts';
import { findRecord } from './find-record.ts';
import { conflictRecord, exclusionRecord, notCarriedRecord } from './held-back-record.ts';
import { isccRecord } from './iscc-record.ts';
import { ledgerCheckRecord } from './ledger-record.ts';
import {
  canaryPlanRecord,
  canaryReadingRecord,
  issuedCanariesRecord,
  issuedRecord,
  markSetRecord,
  marksPlanRecord,
  traceRecord,
} from './marks-record.ts';
import { recipientsRecord } from './recipients-record.ts';
import { replayRecord } from './replay-record.ts';
import { z } from './schema.ts';
import { sightingRecord, sightingRow } from './sighting-record.ts';
import { statsRecord } from './stats-record.ts';
import { sweepRecord } from './sweep-record.ts';
import { verifyRecord } from './verify-record.ts';

const SCHEMAS: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  scan: [
    'A line of `streetdate scan --json` or `judge --json`',
    z.discriminatedUnion('type', [scanRecord, notMediaRecord, skippedRecord, scanSummaryRecord, errorRecord]),
  ],
  sighting: ['A line of `streetdate sightings --json`', z.discriminatedUnion('type', [sightingRecord, errorRecord])],
  'sighting-row': ['A row of a feed for `streetdate sightings`', sightingRow],
  title: ['A line of `streetdate title --json`', z.discriminatedUnion('type', [titleRecord, availsRecord, errorRecord])],
  'allowed-source': [
    'A line of `streetdate allow --json`',
    z.discriminatedUnion('type', [allowedSourceRecord, disallowedRecord, allowImportRecord, errorRecord]),
  ],
  reference: ['A line of `streetdate enroll --json`', z.discriminatedUnion('type', [referenceRecord, errorRecord])],
  exclude: ['A line of `streetdate exclude --json`', z.discriminatedUnion('type', [exclusionRecord, notCarriedRecord, errorRecord])],
  conflicts: ['A line of `streetdate conflicts --json`', z.discriminatedUnion('type', [conflictRecord, errorRecord])],
  dispute: ['A line of `streetdate dispute --json`', z.discriminatedUnion('type', [disputeRecord, errorRecord])],
  fingerprint: ['A line of `streetdate fingerprint --json`', z.discriminatedUnion('type', [fingerprintRecord, errorRecord])],
  c2pa: ['A line of `streetdate c2pa --json`', z.discriminatedUnion('type', [c2paRecord, c2paSignRecord, errorRecord])],
  iscc: ['A line of `streetdate iscc --json`', z.discriminatedUnion('type', [isccRecord, errorRecord])],
  find: ['A line of `streetdate find --json`', z.discriminatedUnion('type', [findRecord, errorRecord])],
  transfer: ['The line of `streetdate export --json` or `import --json`', z.discriminatedUnion('type', [transferRecord, parquetRecord])],
  sweep: ['A line of `streetdate sweep --json`', z.discriminatedUnion('type', [scanRecord, sweepRecord, errorRecord])],
  disc: ['A line of `streetdate disc show --json`', z.discriminatedUnion('type', [discRecord, errorRecord])],
  'disc-facts': ['disc.json, what is known of a disc beside it', discFacts],
  'enroll-disc': [
    'A line of `streetdate enroll disc --json`',
    z.discriminatedUnion('type', [referenceRecord, enrolledDiscRecord, errorRecord]),
  ],
  stats: ['The result of `streetdate stats --json`', statsRecord],
  ledger: ['A line of `streetdate ledger --json`', z.union([ledgerEntrySchema, ledgerCheckRecord, errorRecord])],
  recipients: ['A line of `streetdate recipients --json`', z.discriminatedUnion('type', [recipientsRecord, errorRecord])],
  marks: [
    'A line of `streetdate mark --json`, `trace --json`, or `marks plan`, `assign` or `compare` with `--json`',
    z.discriminatedUnion('type', [
      markSetRecord,
      issuedRecord,
      traceRecord,
      marksPlanRecord,
      canaryPlanRecord,
      issuedCanariesRecord,
      canaryReadingRecord,
      errorRecord,
    ]),
  ],
  case: [
    'A line of `streetdate case --json`',
    z.discriminatedUnion('type', [serverRecord, caseReportRecord, caseGroupsRecord, caseLogRecord, errorRecord]),
  ],
  verify: ['The line of `streetdate verify --json`', z.union([verifyRecord, errorRecord])],
  replay: ['The line of `streetdate replay --json`', z.union([replayRecord, errorRecord])],
  db: ['The lines of `streetdate db --json`', z.discriminatedUnion('type', [dbMigrateRecord, dbCheckRecord, dbCopyRecord, errorRecord])],
  backup: ['The lines of `streetdate backup --json` and `restore --json`', z.discriminatedUnion('type', [backupRecord, errorRecord])],
  'config-file': ['streetdate.json of a project, or ~/.config/streetdate/config.json of a user', configFile],
  config: ['The line of `streetdate config show --json`', configRecord],
  doctor: ['The line of `streetdate doctor --json`', doctorRecord],
  library: ['library.json, the manifest of an exported reference library', libraryManifest],
};

/** The published JSON Schemas: the text of each file of `packages/cli/schema`, by its name. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const files = Object.entries(SCHEMAS).map(([name, [title, schema]]) => {
    return [`${name}.schema.json`, `${JSON.stringify(toJsonSchema(title, schema), undefined, 2)}\n`];
  });
  return Object.fromEntries(files);
}
