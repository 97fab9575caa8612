import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { ConfinedJob, Confinement, Launch } from './confinement.ts';
import { limited, SHELL } from './limits.ts';
import { ownEnvironment } from './own-environment.ts';

/** The sandbox's own folder, in memory. It goes with the process. */
const FOLDER = '/tmp';
/** Bytes that fit into it. */
const FOLDER_BYTES = 64 * 2 ** 20;
/** Where libraries of the system are. */
const LIBRARIES = ['/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/local/lib', '/nix/store', '/gnu/store'];
/** Links to these, or folders of older systems. */
const OLD_LIBRARIES = ['/lib', '/lib32', '/lib64'];
/** A program whose C++ library does not know the processor's own random numbers ends at once without these. */
const RANDOM = '/dev/urandom';
/** How the loader finds libraries, and which of several is meant. */
const LOADER_FILES = ['/etc/ld.so.cache', '/etc/alternatives'];

/**
 * Linux namespaces by bubblewrap: no network, no other process, and no file but the decoder, its libraries and the one that is read. It
 * has random numbers.
 * `systemd-run` is no alternative: it passes three pipes on, and the decoder writes to five.
 * @param bwrap - Path of the program.
 * @param ownUsers - Whether the sandbox has a user namespace. Without one it must be started by root.
 */
export function bubblewrap(bwrap: string, ownUsers: boolean): Confinement {
  // These do not change while the program runs.
  const system = systemLibraries();
  return {
    name: 'bubblewrap',
    protection: { limits: true, memory: true, ownPlace: true, noNetwork: true, oneFile: true, noProcesses: true },
    launch(job: ConfinedJob): Launch {
      const { program, args, input, furtherInputs = [], output, libraries = [] } = job;
      const inputs = [...(input === undefined ? [] : [input]), ...furtherInputs];
      const command = [
        bwrap,
        ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
        ...(ownUsers ? ['--unshare-user'] : []),
        ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
        // Root reads the files of others by this capability, which bubblewrap has taken away.
        ...(!ownUsers && !inputs.every(isReadableByRoot) ? ['--cap-add', 'CAP_DAC_OVERRIDE'] : []),
        ...['--size', String(FOLDER_BYTES), '--tmpfs', FOLDER],
        ...['--dev-bind-try', RANDOM, RANDOM],
        ...system,
        ...librariesOf(program),
        ...libraries.flatMap((path) => ['--ro-bind', path, path]),
        ...['--ro-bind', program, program],
        ...(output === undefined ? [] : ['--bind', output, output]),
        ...inputs.flatMap((path) => ['--ro-bind', path, path]),
        ...['--remount-ro', '/', '--chdir', FOLDER, '--', program, ...args],
      ];
      return {
        program: SHELL,
        args: limited(command, job),
        env: ownEnvironment(FOLDER),
        cwd: '/',
        nested: true,
        release: () => {},
      };
    },
  };
}

/** Finds the program on `PATH`. */
export function findBubblewrap(path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'bwrap'))
    .find((program) => existsSync(program));
}

function systemLibraries(): string[] {
  const links = OLD_LIBRARIES.filter(existsSync).flatMap((path) =>
    lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path],
  );
  return [...[...LIBRARIES, ...LOADER_FILES].filter(existsSync).flatMap((path) => ['--ro-bind', path, path]), ...links];
}

/** Libraries that a program outside the system's folders brings along: `bin/ffmpeg` has them in `lib`. */
function librariesOf(program: string): string[] {
  const home = dirname(dirname(realpathSync(program)));
  const own = home === '/usr' || home === '/' ? [] : [join(home, 'lib'), join(home, 'lib64')];
  const named = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter((path) => path.startsWith('/'));
  return [...own, ...named].filter(existsSync).flatMap((path) => ['--ro-bind', resolve(path), resolve(path)]);
}

function isReadableByRoot(path: string): boolean {
  const { uid, gid, mode } = statSync(path);
  return uid === 0 || (mode & 0o004) !== 0 || (gid === 0 && (mode & 0o040) !== 0);
}
