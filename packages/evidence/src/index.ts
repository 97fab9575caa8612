/** Evidence that another party can check without trusting the one who gave it: a ledger with proofs, and signed bundles. */

export type { AvailedWindow, AvailedWork, AvailPlace, LeftOutAvail } from './avails/avail.ts';
export { type MatchedAvails, matchAvails } from './avails/match-avails.ts';
export { type AvailsOptions, readAvails } from './avails/read-avails.ts';
export { type BagFiles, bagInMemory } from './bag/bag-files.ts';
export { bagInFolder } from './bag/bag-in-folder.ts';
export { type BagReport, checkBag } from './bag/check-bag.ts';
export { readZip, type ZipLimits } from './bag/zip.ts';
export type { CaseFile, CaseInterval, CaseMatch, CasePictures, CaseScan } from './bundle/case-file.ts';
export type { PageOfCase } from './bundle/check-case.ts';
export type { Trust } from './bundle/check-signatures.ts';
export { type Bundle, type BundleOptions, createBundle } from './bundle/create-bundle.ts';
export type { BundlePictures, PicturesOf } from './bundle/describe-scan.ts';
export type { WholeCaseOptions } from './bundle/enclose-case.ts';
export { type ReplayFinding, type ReplayOptions, type ReplayReport, replayBundle } from './bundle/replay-bundle.ts';
export { type BundleFinding, type BundleReport, FINDING_HEADINGS } from './bundle/report.ts';
export { type VerifyOptions, verifyBundle } from './bundle/verify-bundle.ts';
export { readVerifyPage } from './bundle/verify-page.ts';
export type { EnclosedList, RankedDeliveries, WholeCase } from './bundle/whole-case.ts';
export { fromCanonicalJson, type JsonValue, toCanonicalJson } from './canonical-json.ts';
export { addServer, type NewServer } from './case/add-server.ts';
export { type CaseReportOptions, makeCaseReport } from './case/case-report.ts';
export { type ClockError, type ClockOptions, estimateClocks } from './case/clock-errors.ts';
export { EncoderTraces, type Traces } from './case/encoder-traces.ts';
export type { FileSource, Listed, ListOptions } from './case/file-source.ts';
export { findGaps, type Gap } from './case/gaps.ts';
export { releaseOfPath } from './case/release-of-path.ts';
export type { CaseReport, ReportOverlap, ReportServer } from './case/report-of-case.ts';
export type { AddedServer, AddServerOptions, OnServerProgress, ServerProgress } from './case/server-options.ts';
export type { FirstCopy, TitleSpread, WindowLead } from './case/spread.ts';
export {
  type ContentCredentials,
  contradictionsOf,
  type ReadCredentialsOptions,
  readContentCredentials,
  readManifestStore,
  type SoftBinding,
} from './credentials/content-credentials.ts';
export { type FoundStore, findManifestStore } from './credentials/find-store.ts';
export { keepManifest, type MasterManifest, recoverManifest } from './credentials/master-manifest.ts';
export { type NewCredentials, type SignedCredentials, signCredentials } from './credentials/sign-credentials.ts';
export {
  CORRECTION_CAUSES,
  type CopyPictures,
  type CorrectionCause,
  type DraftCopy,
  type DraftFacts,
  type DraftFinding,
  type DraftRequest,
  type DraftServer,
  readDraftFacts,
} from './drafts/draft-facts.ts';
export {
  DRAFT_TEMPLATES,
  type Draft,
  type DraftFile,
  type DraftOptions,
  draftNotices,
  languagesOf,
  type MissingElements,
} from './drafts/draft-notices.ts';
export type { DataTemplate, DraftElement, DraftTemplate, LetterTemplate } from './drafts/draft-template.ts';
export { DRAFT_LANGUAGES, type DraftLanguage } from './drafts/language.ts';
export type { DraftPart, ForeignText, Letter, LetterText, PicturePair } from './drafts/letter.ts';
export { letterPdf } from './drafts/letter-pdf.ts';
export { type CaseRelease, caseReleases } from './groups/case-releases.ts';
export { type LinkOptions, linkReleases, type ReleaseLink, type ReleaseLinks } from './groups/link-releases.ts';
export { LINK_TRAITS, type LinkTrait } from './groups/link-traits.ts';
export { type LinkedRelease, namingOf, releaseOfName } from './groups/release.ts';
export { gs1Check, mod37Check } from './identity/check-characters.ts';
export { type ReadIdentifier, readEidr, readGtin, readIsan } from './identity/identifiers.ts';
export { type CaseCopies, type CaseCopiesOptions, caseCopies } from './ledger/case-copies.ts';
export { checkLedger, type LedgerFault, type LedgerLine, type LedgerReport } from './ledger/check-ledger.ts';
export { type Checkpoint, LEDGER_ORIGIN, noteText, parseCheckpoint } from './ledger/checkpoint.ts';
export { readCheckpoint } from './ledger/checkpoint-file.ts';
export { type Correction, type CorrectionCount, type CorrectionStats, correctionStats, type ToldByLetter } from './ledger/corrections.ts';
export {
  decodeEntry,
  type EnrolmentEvent,
  encodeEntry,
  entryHash,
  FIRST_LEDGER_FORMAT,
  LEDGER_FORMAT,
  type LedgerEntry,
  type LedgerEvent,
  type ScanEvent,
  type VerdictEvent,
} from './ledger/entry.ts';
export { type FactEvent, type Facts, type RecordFactsOptions, readFacts, recordChanges, recordFacts } from './ledger/facts.ts';
export { Ledger, type LedgerOptions } from './ledger/ledger.ts';
export { readLedgerFile } from './ledger/ledger-file.ts';
export { type RecordedLetters, recordLetters } from './ledger/letters.ts';
export { recordEnrolments } from './ledger/record-enrolments.ts';
export { recordLog } from './ledger/record-log.ts';
export { libraryDigest, type RecordOptions, recordScans, recordVerdicts } from './ledger/record-scans.ts';
export { recordServers } from './ledger/record-servers.ts';
export { findRetractions, type RetractionOptions, type Retractions } from './ledger/retractions.ts';
export { hashLine, type ServerListLine } from './ledger/server-line.ts';
export { lineOfFile, serverList } from './ledger/server-list.ts';
export { type CaseLog, type CaseLogOptions, type CopyEvent, readCaseLog } from './logs/case-log.ts';
export type { BadLine, LogEvent, LogForm } from './logs/log-event.ts';
export { LOG_FORMS, type LogFile, readLog } from './logs/read-log.ts';
export { type ConsistencyProof, type InclusionProof, provesConsistency, provesInclusion } from './proofs/check-proof.ts';
export { type ChunkProof, type FingerprintTree, fingerprintTree, isIntervalOf, proveInterval } from './proofs/fingerprint-tree.ts';
export { GrowingRoot } from './proofs/growing-root.ts';
export { hashLeaf, hashNode } from './proofs/hashes.ts';
export { MerkleTree } from './proofs/merkle-tree.ts';
export { rangeProof, rootOfRange } from './proofs/range-proof.ts';
export type { BadRow, Delivery } from './recipients/delivery.ts';
export { type DeliveryMapping, readMapping } from './recipients/delivery-mapping.ts';
export { EarliestDeliveries } from './recipients/earliest-deliveries.ts';
export {
  type LeakAssumptions,
  type LeakModel,
  leakModel,
  type RecipientRatio,
  type SentVariant,
  warehouseSource,
} from './recipients/leak-model.ts';
export {
  NONE_CHANCES,
  type RankedSource,
  type Ranking,
  type RankingAtPrior,
  type RankOptions,
  rankAtPriors,
  rankRecipients,
} from './recipients/rank-recipients.ts';
export { readDeliveries } from './recipients/read-deliveries.ts';
export { ENFSI_SCALE, type SupportStep, supportInWords } from './recipients/verbal-scale.ts';
export { type AnchorOptions, anchorLedger } from './sign/anchor.ts';
export { readSigner, type SignerOptions, signerOf } from './sign/key-signer.ts';
export { type ProcessSignerOptions, processSigner } from './sign/process-signer.ts';
export type { PublicKey } from './sign/public-key.ts';
export { keyIdOf } from './sign/public-key.ts';
export type { Signer } from './sign/signer.ts';
export { checkTimeStamp, type TimeStamp, type TimeStamper, timeStampRequest } from './sign/time-stamp.ts';
export { type Cosignature, checkCosignature, type NoteKey, readNoteKey, type SignedNote, signNote } from './sign/witness.ts';
