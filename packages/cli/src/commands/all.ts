import { allowAdd, allowImport, allowList, allowRemove } from '../definitions/allow.ts';
import { backupDefinition, restoreDefinition } from '../definitions/backup.ts';
import { bundle, replay, verify } from '../definitions/bundle.ts';
import { marksAssign, marksCompare } from '../definitions/canaries.ts';
import { caseAddServer, caseBundle, caseGroups, caseLog, caseReport } from '../definitions/case.ts';
import { conflictsDecide, conflictsList } from '../definitions/conflicts.ts';
import { dbCheck, dbCopy, dbMigrate } from '../definitions/db.ts';
import { DEFAULT_HOME, flag, type OptionSpecs, oneOf } from '../definitions/define.ts';
import { discShow } from '../definitions/disc.ts';
import { disputeAdd, disputeEnd, disputeList } from '../definitions/dispute.ts';
import { enroll } from '../definitions/enroll.ts';
import { enrollDisc } from '../definitions/enroll-disc.ts';
import { exclude, excludeList, excludeRemove } from '../definitions/exclude.ts';
import { fingerprint } from '../definitions/fingerprint.ts';
import { c2pa, c2paSign, find, iscc } from '../definitions/identity.ts';
import { judge } from '../definitions/judge.ts';
import {
  ledgerAnchor,
  ledgerCheck,
  ledgerCheckpoint,
  ledgerCorrect,
  ledgerDecide,
  ledgerRecord,
  ledgerShow,
  stats,
} from '../definitions/ledger.ts';
import { mark, marksPlan, trace } from '../definitions/marks.ts';
import { readPath } from '../definitions/readers.ts';
import { draft, recipients } from '../definitions/recipients.ts';
import { report } from '../definitions/report.ts';
import { scan } from '../definitions/scan.ts';
import { serve } from '../definitions/serve.ts';
import { completion, configShow, doctor, init } from '../definitions/setup.ts';
import { show } from '../definitions/show.ts';
import { sightings } from '../definitions/sightings.ts';
import { sweep } from '../definitions/sweep.ts';
import { titleAdd, titleAvails, titleList } from '../definitions/title.ts';
import { exportDefinition, importDefinition } from '../definitions/transfer.ts';
import { watch } from '../definitions/watch.ts';
import { COLOR_WISHES } from '../output/style.ts';
import { type Command, type CommandGroup, command } from './command.ts';

/** The options that every command has. */
export const GLOBAL_OPTIONS = {
  home: { flags: '--home <dir>', description: "the library's folder", byDefault: DEFAULT_HOME, parse: readPath, setting: 'home' },
  verbose: flag('-v, --verbose', 'tell more of each result, such as its ISCC'),
  color: {
    ...oneOf('--color <when>', 'colour the output (default: auto, on a terminal; NO_COLOR and FORCE_COLOR count)', COLOR_WISHES),
    setting: 'color',
  },
  quiet: { ...flag('-q, --quiet', 'no notes and no progress; errors are still printed'), setting: 'quiet' },
} satisfies OptionSpecs;

/** The program itself. */
export const PROGRAM = {
  name: 'streetdate',
  summary: 'Finds films that leaked from distributor discs before their street date.',
  options: GLOBAL_OPTIONS,
};

/** Every command, in the order of the help. The work of a command is loaded on use. */
export const COMMANDS: readonly (Command | CommandGroup)[] = [
  command(init, async () => (await import('./init.ts')).runInit),
  {
    name: 'title',
    summary: 'add and list titles, and set their windows',
    commands: [
      command(titleAdd, async () => (await import('./title.ts')).runTitleAdd),
      command(titleAvails, async () => (await import('./title-avails.ts')).runTitleAvails),
      command(titleList, async () => (await import('./title.ts')).runTitleList),
    ],
  },
  {
    name: 'allow',
    summary: 'say where copies are allowed: your own accounts and hosts',
    commands: [
      command(allowAdd, async () => (await import('./allow.ts')).runAllowAdd),
      command(allowImport, async () => (await import('./allow-import.ts')).runAllowImport),
      command(allowList, async () => (await import('./allow.ts')).runAllowList),
      command(allowRemove, async () => (await import('./allow.ts')).runAllowRemove),
    ],
  },
  { name: 'disc', summary: 'look at discs', commands: [command(discShow, async () => (await import('./disc.ts')).runDiscShow)] },
  command(enroll, async () => (await import('./enroll.ts')).runEnroll, [
    command(enrollDisc, async () => (await import('./enroll-disc.ts')).runEnrollDisc),
  ]),
  command(exclude, async () => (await import('./exclude.ts')).runExclude, [
    command(excludeList, async () => (await import('./exclude.ts')).runExcludeList),
    command(excludeRemove, async () => (await import('./exclude.ts')).runExcludeRemove),
  ]),
  {
    name: 'conflicts',
    summary: 'decide about footage that titles share',
    commands: [
      command(conflictsList, async () => (await import('./conflicts.ts')).runConflictsList),
      command(conflictsDecide, async () => (await import('./conflicts.ts')).runConflictsDecide),
    ],
  },
  {
    name: 'dispute',
    summary: 'record counter-notices, and how they end',
    commands: [
      command(disputeAdd, async () => (await import('./dispute.ts')).runDisputeAdd),
      command(disputeList, async () => (await import('./dispute.ts')).runDisputeList),
      command(disputeEnd, async () => (await import('./dispute.ts')).runDisputeEnd),
    ],
  },
  command(fingerprint, async () => (await import('./fingerprint.ts')).runFingerprint),
  command(c2pa, async () => (await import('./c2pa.ts')).runC2pa, [
    command(c2paSign, async () => (await import('./c2pa-sign.ts')).runC2paSign),
  ]),
  command(iscc, async () => (await import('./iscc.ts')).runIscc),
  command(find, async () => (await import('./find.ts')).runFind),
  command(scan, async () => (await import('./scan.ts')).runScan),
  command(watch, async () => (await import('./watch.ts')).runWatch),
  command(sightings, async () => (await import('./sightings.ts')).runSightings),
  command(sweep, async () => (await import('./sweep.ts')).runSweep),
  command(judge, async () => (await import('./judge.ts')).runJudge),
  command(show, async () => (await import('./show.ts')).runShow),
  command(report, async () => (await import('./report.ts')).runReport),
  {
    name: 'ledger',
    summary: 'record what was found and decided, so that others can check it',
    commands: [
      command(ledgerRecord, async () => (await import('./ledger.ts')).runLedgerRecord),
      command(ledgerDecide, async () => (await import('./ledger.ts')).runLedgerDecide),
      command(ledgerCorrect, async () => (await import('./ledger.ts')).runLedgerCorrect),
      command(ledgerAnchor, async () => (await import('./ledger.ts')).runLedgerAnchor),
      command(ledgerShow, async () => (await import('./ledger.ts')).runLedgerShow),
      command(ledgerCheckpoint, async () => (await import('./ledger.ts')).runLedgerCheckpoint),
      command(ledgerCheck, async () => (await import('./ledger.ts')).runLedgerCheck),
    ],
  },
  command(stats, async () => (await import('./stats.ts')).runStats),
  command(bundle, async () => (await import('./bundle.ts')).runBundle),
  command(replay, async () => (await import('./replay.ts')).runReplay),
  command(verify, async () => (await import('./verify.ts')).runVerify),
  {
    name: 'case',
    summary: 'put servers together: who had what, and first',
    commands: [
      command(caseAddServer, async () => (await import('./case.ts')).runCaseAddServer),
      command(caseReport, async () => (await import('./case.ts')).runCaseReport),
      command(caseGroups, async () => (await import('./case.ts')).runCaseGroups),
      command(caseLog, async () => (await import('./case-log.ts')).runCaseLog),
      command(caseBundle, async () => (await import('./bundle.ts')).runCaseBundle),
    ],
  },
  command(recipients, async () => (await import('./recipients.ts')).runRecipients),
  command(mark, async () => (await import('./marks.ts')).runMark),
  command(trace, async () => (await import('./marks.ts')).runTrace),
  {
    name: 'marks',
    summary: 'plan marks for issued copies, and keep track of canaries',
    commands: [
      command(marksPlan, async () => (await import('./marks.ts')).runMarksPlan),
      command(marksAssign, async () => (await import('./canaries.ts')).runMarksAssign),
      command(marksCompare, async () => (await import('./canaries.ts')).runMarksCompare),
    ],
  },
  command(draft, async () => (await import('./draft.ts')).runDraft),
  command(serve, async () => (await import('./serve.ts')).runServe),
  command(doctor, async () => (await import('./doctor.ts')).runDoctor),
  {
    name: 'config',
    summary: 'look at the settings',
    commands: [command(configShow, async () => (await import('./config.ts')).runConfigShow)],
  },
  command(exportDefinition, async () => (await import('./transfer.ts')).runExport),
  command(importDefinition, async () => (await import('./transfer.ts')).runImport),
  {
    name: 'db',
    summary: 'check, migrate and copy the library’s tables and bytes',
    commands: [
      command(dbMigrate, async () => (await import('./db.ts')).runDbMigrate),
      command(dbCheck, async () => (await import('./db.ts')).runDbCheck),
      command(dbCopy, async () => (await import('./db.ts')).runDbCopy),
    ],
  },
  command(backupDefinition, async () => (await import('./backup.ts')).runBackup),
  command(restoreDefinition, async () => (await import('./backup.ts')).runRestore),
  command(completion, async () => (await import('./completion.ts')).completionOf(COMMANDS, GLOBAL_OPTIONS)),
];
