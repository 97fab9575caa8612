import { join, relative, sep } from 'node:path';

/**
 * Path of a film below its server's folder, with slashes. For a film in an archive, two slashes stand between the archive's first volume and
 * the film.
 */
export function serverPath(root: string, path: string): string {
  const [file, ...inside] = path.split('//');
  return [relative(root, file!).split(sep).join('/'), ...inside].join('//');
}

/** Path that a scan gives to a file of a server that was read from an image. @param image - The image's first file. */
export function pathInImage(image: string, path: string): string {
  return `${image}//${path}`;
}

/** The path that {@link serverPath} was made from. */
export function pathOnDisk(root: string, path: string): string {
  const [file, ...inside] = path.split('//');
  return [join(root, file!), ...inside].join('//');
}
