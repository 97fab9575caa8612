/** Entry for the packages of this repository. It promises nothing: any version may change it. */

export { type LibraryAddress, type OpenLibraryPlace, openLibraryPlace } from './store/library-place.ts';
