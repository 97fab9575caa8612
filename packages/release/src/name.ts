/** The name parser. It uses no Node API and runs anywhere. */

export { parseReleaseName } from './name/parse-release-name.ts';
export type { ReleaseName } from './name/release-name.ts';
export { type SourceFamily, sourceFamily } from './name/source-family.ts';
export type { Tag, TagKind } from './name/tag.ts';
