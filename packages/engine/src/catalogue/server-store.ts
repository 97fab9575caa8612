/** A server whose files were taken as evidence. */
export interface StoredServer {
  /** Its id, derived from the name. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The country where it stood: ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Who has it in custody. */
  readonly custodian?: string;
  /** `folder` and `image`: its files were read. `listing`: only a list of them was. */
  readonly source: 'folder' | 'image' | 'listing';
  /** Real path of the folder, of the image's first file, or of the listing. */
  readonly path: string;
  /** For an image: what its bytes are. */
  readonly image?: StoredImage;
  /** When it was seized, mirrored or listed: ISO 8601. */
  readonly seenAt?: string;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
}

/** A forensic image whose files were read: the bytes of the disk that it is of, with their digests in hexadecimal. */
export interface StoredImage {
  /** `raw`, `ewf` for E01, `iso` for a disc. */
  readonly format: 'raw' | 'ewf' | 'iso';
  /** Bytes of the disk. */
  readonly bytes: number;
  /** Their SHA-256. */
  readonly sha256: string;
  /** Their SHA-1. */
  readonly sha1: string;
  /** Their MD5. */
  readonly md5: string;
  /** MD5 that the image states from when it was made, which was compared. @defaultValue it states none */
  readonly statedMd5?: string;
  /** SHA-1 that it states. @defaultValue it states none */
  readonly statedSha1?: string;
}

/** An image among the files of a server, which was opened there, or one that lies in an archive or another image. */
export interface StoredServerImage extends StoredImage {
  /** Its path, as that of a file in it begins: `pub/exhibit.E01`, `pack.zip//disc.iso`. */
  readonly path: string;
}

/** A file of a server. A film in an archive or an image is a file of its own, with the archive's first volume, two slashes and its name as path. */
export interface StoredServerFile {
  /** Path below the server's folder, with slashes, or as the listing has it. */
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** The file's own time, milliseconds since 1970; undefined if it has none. A server's clock may be wrong. */
  readonly modifiedMs?: number;
  /** Digest of the content: SHA-256 in hexadecimal, or `md5:` or `sha1:` and the digest where a listing has no other. */
  readonly digest?: string;
  /** For a film in an archive or an image: the state of its volumes. */
  readonly packedIn?: string;
  /** Why it could not be read, in words. */
  readonly problem?: string;
}

/** Kinds of content, told by its first bytes. Archives, with images of discs and disks, that were read by older versions are `other`. */
export type ContentKind = 'film' | 'picture' | 'fingerprint' | 'archive' | 'other';

/** What a read file holds. */
export interface StoredDigest {
  /** The file's path on its server. */
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  /** Its size, bytes. */
  readonly bytes: number;
  /** The kind of its content. */
  readonly kind: ContentKind;
  /** JSON of what its encoder and muxer wrote about themselves. @defaultValue nothing */
  readonly traces?: string;
}

/** How much of a server is done. */
export interface ServerTotals {
  /** Files, with films in archives. */
  readonly files: number;
  /** Their bytes. */
  readonly bytes: number;
  /** Files with a digest. */
  readonly digested: number;
  /** Their bytes. */
  readonly digestedBytes: number;
  /** Files that could not be read. */
  readonly unread: number;
  /** Files that are fingerprints. They are no copies of the films that they are of. @defaultValue none */
  readonly fingerprints?: number;
}

/** A place on a server that could not be read. */
export interface ServerProblem {
  /** Path below the server's folder. */
  readonly path: string;
  /** Why, in words. */
  readonly reason: string;
}

/** A film on a server, by its content. */
export interface FilmCopy {
  /** The server. */
  readonly serverId: string;
  /** The file's path on it. */
  readonly path: string;
  /** Its size, bytes. */
  readonly bytes: number;
  /** The file's own time, milliseconds since 1970. */
  readonly modifiedMs?: number;
  /** Digest of the content. */
  readonly digest: string;
  /** JSON of what its encoder and muxer wrote about themselves. */
  readonly traces?: string;
  /** The scan of this content, if it was scanned. */
  readonly scanId?: string;
  /** Why it could not be scanned. */
  readonly problem?: string;
}

/** What two servers have in common, by content. */
export interface ServerOverlap {
  /** Ids of the two servers. Equal for a server's own distinct contents. */
  readonly servers: readonly [string, string];
  /** Distinct contents that both have. Empty files do not count. */
  readonly contents: number;
  /** Their bytes, each content once. */
  readonly bytes: number;
}

/** The earliest time of a content that two or more servers have, on one of them. */
export interface SharedTime {
  /** The content. */
  readonly digest: string;
  /** The server. */
  readonly serverId: string;
  /** The earliest time of its files with this content, milliseconds since 1970. */
  readonly firstMs: number;
}

/** How many files of a server have times of one day, UTC. */
export interface ServerDay {
  /** Days since 1 January 1970. */
  readonly day: number;
  /** How many files. */
  readonly files: number;
}

/** Part of a long list: what follows a key, at most so many. */
export interface Page {
  /** The last key of the page before. @defaultValue '' for the first page */
  readonly after: string;
  /** Most rows. */
  readonly most: number;
}

/** Reads the servers of a case. Long lists are read by pages, so that memory stays bounded. */
export interface ServerReader {
  /** All servers, ordered by id. */
  servers(): Promise<StoredServer[]>;
  /** How much of a server is done. */
  serverTotals(serverId: string): Promise<ServerTotals>;
  /** Images among the files of a server whose bytes are no file of it: E01, in pieces, or in an archive; ordered by path. */
  serverImages(serverId: string): Promise<StoredServerImage[]>;
  /** The state that an archive or an image among the files of a server had when all of it was read; undefined if it never was. */
  packedState(serverId: string, path: string): Promise<string | undefined>;
  /** Places on a server that could not be read, ordered by path. */
  serverProblems(serverId: string): Promise<ServerProblem[]>;
  /** The file at a path of a server. */
  serverFile(serverId: string, path: string): Promise<StoredServerFile | undefined>;
  /** Files of a server, ordered by path: those with neither digest nor problem, those whose content is an archive, or all. */
  serverFiles(serverId: string, which: 'unread' | 'archives' | 'all', page: Page): Promise<StoredServerFile[]>;
  /** One file of a server for each of its contents that has no scan at the library's revision, ordered by digest. */
  contentsToScan(serverId: string, kinds: readonly ContentKind[], page: Page): Promise<StoredServerFile[]>;
  /** Films on all servers, ordered by digest. A page ends with the last copy of a content, so that it may be longer than `most`. */
  filmCopies(page: Page): Promise<FilmCopy[]>;
  /** Overlap of every two servers that have a content in common, and each server's own contents, ordered by ids. */
  serverOverlaps(): Promise<ServerOverlap[]>;
  /** Times of contents that two or more servers have, ordered by digest and server. A page ends with the last time of a content. */
  sharedTimes(page: Page): Promise<SharedTime[]>;
  /** Days of a server's files, in order. Films in archives do not count. */
  serverDays(serverId: string): Promise<ServerDay[]>;
  /** How many files of a server have a later time than this one, milliseconds since 1970. */
  filesAfter(serverId: string, ms: number): Promise<number>;
}

/** Writes the servers of a case, inside a transaction. */
export interface ServerWriter extends ServerReader {
  /** Adds a server, or replaces the facts of the one with its id. */
  putServer(server: StoredServer): Promise<void>;
  /** Adds files. A known file with the same size, time and volumes keeps its digest; a changed one loses it. */
  putServerFiles(serverId: string, files: readonly StoredServerFile[]): Promise<void>;
  /** Adds what files hold. */
  putDigests(serverId: string, digests: readonly StoredDigest[]): Promise<void>;
  /** Adds or replaces the reason why a file could not be read. */
  putFileProblems(serverId: string, problems: readonly ServerProblem[]): Promise<void>;
  /** Adds an image among the files of a server, or replaces what is stored of the one at its path. */
  putServerImage(serverId: string, image: StoredServerImage): Promise<void>;
  /** Records the state of an archive or an image that was read to its end, in place of an earlier one. */
  putPackedState(serverId: string, path: string, state: string): Promise<void>;
  /**
   * Removes the films in an archive or an image that are of another state of its volumes, as `packedIn` has it.
   * @param except - Paths of what is inside it whose films stay.
   * @returns How many were removed.
   */
  removePackedFiles(serverId: string, path: string, packedIn: string, except: readonly string[]): Promise<number>;
  /** Adds places that could not be read. */
  putServerProblems(serverId: string, problems: readonly ServerProblem[]): Promise<void>;
  /** Removes what is stored of a place that could not be read, and of those inside it, before it is read again. */
  removeServerProblems(serverId: string, path: string): Promise<void>;
  /** Records the scan of a content, or why it could not be scanned. */
  putContentScan(
    digest: string,
    scan: { readonly scanId: string; readonly revision: number } | { readonly problem: string },
  ): Promise<void>;
}
