/** Variables that say where a program's libraries are. */
const LIBRARY_PATHS = ['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'DYLD_FALLBACK_LIBRARY_PATH', 'SystemRoot'] as const;

/**
 * The environment of a decoder process. Nothing else of this process's environment is passed on: it may hold keys, and `FFREPORT` would make
 * ffmpeg write a file.
 * @param folder - Where it may put temporary files.
 */
export function ownEnvironment(folder: string): Record<string, string> {
  const kept = LIBRARY_PATHS.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    TMPDIR: folder,
    // Statically linked builds crash when they load the system's character sets for a station's name, which transport streams made by ffmpeg
    // contain. Without a folder of character sets the name stays undecoded, and it is not used here.
    GCONV_PATH: '/nonexistent',
  };
}
