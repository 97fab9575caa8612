/** Work on files, for the packages of this repository. It promises nothing: names here may change or go in any release. Needs Node, loads nothing else. */

export { makeFolder } from './make-folder.ts';
export { type WriteAtomicallyOptions, writeAtomically } from './write-atomically.ts';
