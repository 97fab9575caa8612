/** Work on files, for the packages of this repository. It promises nothing: names here may change or go in any release. Needs Node, loads nothing else. */

export { makeFolder } from './make-folder.ts';
export { sha256OfFile } from './sha256-of-file.ts';
export { type WriteAtomicallyOptions, writeAtomically } from './write-atomically.ts';
