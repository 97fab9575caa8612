export {
  assignCanaries,
  CANARY_KINDS,
  type Canary,
  type CanaryCopy,
  type CanaryPlan,
  planCanaries,
  readCanaries,
  traceCanaries,
} from './canaries/canaries.ts';
export type { CanaryVariants, VariantFile } from './canaries/canary-variants.ts';
export type { NotToldReason } from './canaries/decide-variant.ts';
export {
  canaryVariant,
  type IssuedCanaries,
  type IssuedCanaryCopy,
  readIssuedCanaries,
  writeIssuedCanaries,
} from './canaries/issued-canaries.ts';
export { type CopyStructure, observeCanaries } from './canaries/observe-canaries.ts';
export { type CanaryFit, type RankCanariesOptions, rankCanaries } from './canaries/rank-canaries.ts';
export { type ReadVariantsOptions, readVariants, type VariantReading } from './canaries/read-variants.ts';
export { type CodeCommitment, type CodeOf, type CodeOpening, commitCode, openCode } from './code/commit-code.ts';
export { type CodeClaim, HIGHEST_ODDS, type LengthRow, lengthTable, segmentsNeeded } from './code/length.ts';
export type { BiasesOpening, WordOpening } from './code/opening.ts';
export type { Reading } from './code/soft-readings.ts';
export { type CheckMasterOptions, checkMaster } from './embed/check-master.ts';
export { type EdgeTokenOptions, edgeToken, paceInfo } from './embed/edge.ts';
export { type IssueOptions, issueCopies, readIssued } from './embed/issue.ts';
export type { EncoderSettings, IssuedCopy, MarkSet, MasterFacts } from './embed/mark-set.ts';
export { type RenderOptions, renderVersions } from './embed/render.ts';
export { createKeyFile, keyOfToken, MarkKey, readKeyFile } from './key/mark-key.ts';
export type { TracedCopy } from './read/decide.ts';
export type { ReadOptions } from './read/read-segments.ts';
export { readMarkSet, type Trace, type TraceOptions, traceCopy } from './read/trace.ts';
