import { extname } from 'node:path';

/** Extensions of films, discs, streams, stills and fingerprints. Such a file in a folder is a failure if it is unreadable. */
const MEDIA =
  '3g2 3gp asf avi divx evo f4v flv h264 h265 hevc ivf m1v m2p m2t m2ts m2v m3u8 m4v mj2 mjpeg mkv mov mp4 mpe mpeg mpg mpv mts mxf nut ogm ogv ps qt rm rmvb ts vob webm wmv wtv xvid y4m ' +
  'avif gif jpeg jpg png tif tiff webp sdfp';

/** Extensions of side files in releases and drop folders. Such files are not opened. */
const COMPANIONS =
  'ass cue csv db doc docx exe htm html idx ifo bup ini json jsonl log md md5 nfo par2 pdf rar rtf sfv sha1 sha256 smi srt ssa sub sup sqlite sqlite-shm sqlite-wal tmp torrent txt url vtt xml yaml yml zip 7z ' +
  'aac ac3 dts eac3 flac m3u m4a mka mp3 oga ogg opus wav wma';

const MEDIA_EXTENSIONS = new Set(MEDIA.split(' '));
const COMPANION_EXTENSIONS = new Set(COMPANIONS.split(' '));

/**
 * What a file's extension tells. `unknown` files are opened too, because a leak may have any name. If they turn out not to be media, that
 * is no failure.
 */
export function kindOfName(path: string): 'media' | 'companion' | 'unknown' {
  const extension = extname(path).slice(1).toLowerCase();
  if (MEDIA_EXTENSIONS.has(extension)) return 'media';
  // Volumes of an archive. Their films are found through the release.
  const isVolume = /^[r-z][0-9]{2}$/u.test(extension) || /\.(?:rar|zip|7z|tar)\.[0-9]{3}$/iu.test(path);
  return COMPANION_EXTENSIONS.has(extension) || isVolume ? 'companion' : 'unknown';
}

/** Whether the name is that of a fingerprint file. */
export function isFingerprintName(path: string): boolean {
  return extname(path).toLowerCase() === '.sdfp';
}
