import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server of one's own, on a free port of the loopback interface. It ends with this process, also when that is killed. */
export interface PrivateServer {
  /** Where it answers. It stays the same when the server is started again. */
  readonly url: string;
  /** The port in it. */
  readonly port: number;
  /** Its process. */
  readonly pid: number;
  /** The folder of its files. */
  readonly folder: string;
  /** Ends it by a signal and waits for its end. @defaultValue SIGKILL, as in a crash */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port, with the same files. @returns Once it answers. */
  start(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

/** The folder with `initdb`, `psql` and `pg_dump`; undefined where there is no PostgreSQL. */
export const POSTGRES_FOLDER = ['/usr/lib/postgresql', ...(process.env.PATH ?? '').split(delimiter)]
  .flatMap((folder) => (folder === '/usr/lib/postgresql' ? versionsIn(folder) : [folder]))
  .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
const VALKEY = programOf('valkey-server') ?? programOf('redis-server');
/** Debian's. Another Python may come first on PATH and lack the packages. */
const MOTO = ['/usr/bin/moto_server'].find(existsSync);

/** The servers that can be started here. */
export type PrivateServerName = 'postgres' | 'valkey' | 's3';

/** Why a server cannot be started here; undefined where it can. */
export function whyAbsent(name: PrivateServerName): string | undefined {
  if (name === 'valkey') return VALKEY ? undefined : 'there is no Valkey or Redis; Debian has it in: valkey-server';
  if (name === 's3') return MOTO ? undefined : 'there is no S3 server; Debian has it in: python3-moto python3-flask python3-flask-cors';
  return POSTGRES_FOLDER ? rootsAbsence() : 'there is no PostgreSQL; Debian has it in: postgresql';
}

/** Settings of {@link startPostgres}. */
export interface PostgresSettings {
  /** An empty folder for its files, which stays. @defaultValue a temporary one */
  readonly folder?: string | undefined;
  /** Settings of PostgreSQL by name. @defaultValue its own */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/**
 * PostgreSQL with an empty cluster of its own. The user `postgres` is a superuser and needs no password. Texts sort as English does unless
 * a column or a query says otherwise, so that a query that counts on binary order fails. A kill loses nothing that was committed.
 * @throws Error if there is no PostgreSQL.
 */
export async function startPostgres({ folder: given, settings = {} }: PostgresSettings = {}): Promise<PrivateServer> {
  const absent = whyAbsent('postgres');
  if (absent !== undefined || POSTGRES_FOLDER === undefined) throw new Error(absent);
  const programs = POSTGRES_FOLDER;
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'pg-')));
  const owner = process.getuid?.() === 0 ? postgresIds() : undefined;
  if (owner) await chown(folder, owner.uid, owner.gid);
  const initdb = ['-D', folder, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'];
  const icu = ['--locale-provider=icu', '--icu-locale=en-US'];
  const [program, options] = endingWithUs(join(programs, 'initdb'), [...initdb, ...icu], owner);
  execFileSync(program, options, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  const all = { max_connections: '200', unix_socket_directories: folder, log_min_messages: 'panic', ...settings };
  const set = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return serve({
    folder,
    isKept: given !== undefined,
    command: (port) => endingWithUs(join(programs, 'postgres'), [...['-D', folder, '-h', '127.0.0.1', '-p', `${port}`], ...set], owner),
    url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
    isReady: postgresAnswers,
    stopBy: 'SIGQUIT',
  });
}

/**
 * Valkey, or Redis where there is no Valkey. It writes each change to its file, so that a kill loses nothing that it acknowledged.
 * @throws Error if there is none.
 */
export async function startValkey(): Promise<PrivateServer> {
  if (VALKEY === undefined) throw new Error(whyAbsent('valkey'));
  const folder = await mkdtemp(join(tmpdir(), 'valkey-'));
  const settings = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
  return serve({
    folder,
    command: (port) => endingWithUs(VALKEY, ['--port', `${port}`, ...settings]),
    url: (port) => `redis://127.0.0.1:${port}`,
    isReady: (port) => answers(port, Buffer.from('PING\r\n'), (reply) => reply.startsWith('+PONG')),
    stopBy: 'SIGKILL',
  });
}

/** Settings of {@link startS3}. */
export interface S3Settings {
  /** A folder for the bytes of its objects, which stays: when its disk is full, no object is taken any more. @defaultValue they are kept in memory */
  readonly objects?: string | undefined;
}

/**
 * An S3 server without buckets, which takes any credentials. A kill loses all that it has.
 * @throws Error if there is none.
 */
export async function startS3({ objects }: S3Settings = {}): Promise<PrivateServer> {
  if (MOTO === undefined) throw new Error(whyAbsent('s3'));
  const folder = await mkdtemp(join(tmpdir(), 's3-'));
  return serve({
    folder,
    // Each object of more than a byte is a temporary file.
    env: objects === undefined ? {} : { TMPDIR: objects, MOTO_S3_DEFAULT_KEY_BUFFER_SIZE: '1' },
    command: (port) => endingWithUs('/usr/bin/python3', ['-E', MOTO, '-H', '127.0.0.1', '-p', `${port}`]),
    url: (port) => `http://127.0.0.1:${port}`,
    isReady: (port) =>
      fetch(`http://127.0.0.1:${port}/moto-api/data.json`).then(
        (reply) => reply.ok,
        () => false,
      ),
    stopBy: 'SIGKILL',
  });
}

interface Plan {
  readonly folder: string;
  /** Whether the folder stays. */
  readonly isKept?: boolean;
  readonly command: (port: number) => readonly [program: string, options: readonly string[]];
  /** Variables of its environment besides ours. @defaultValue none */
  readonly env?: Readonly<Record<string, string>>;
  readonly url: (port: number) => string;
  readonly isReady: (port: number) => Promise<boolean>;
  readonly stopBy: NodeJS.Signals;
}

/** Longest wait for a server's first answer, milliseconds. */
const START_MS = 30_000;

async function serve({ folder, isKept = false, command, env = {}, url, isReady, stopBy }: Plan): Promise<PrivateServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  let said = '';
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child === undefined || hasEnded(child)) return;
    const end = once(child, 'exit');
    child.kill(signal);
    await end;
  };
  const launch = () => {
    const [program, options] = command(port);
    child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder, env: { ...process.env, ...env } });
    for (const output of [child.stdout, child.stderr]) output?.on('data', (part) => (said = `${said}${part}`.slice(-4000)));
    return child;
  };
  const start = async () => {
    let started = launch();
    for (const last = performance.now() + START_MS; !(await isReady(port)); await sleep(50)) {
      if (performance.now() > last) throw new Error(`${command(port)[0]} did not start:\n${said}`);
      // PostgreSQL refuses to start while processes of a killed one are still ending.
      if (hasEnded(started)) started = launch();
    }
  };
  const close = async () => {
    await kill(stopBy);
    if (!isKept) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  await start().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    url: url(port),
    port,
    folder,
    get pid() {
      return child?.pid ?? 0;
    },
    kill,
    start,
    close,
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A command as another user, which gets a signal when this process ends, where the system can do that. */
export function endingWithUs(
  program: string,
  options: readonly string[],
  owner?: { readonly uid: number; readonly gid: number },
): readonly [string, string[]] {
  const setpriv = programOf('setpriv');
  if (setpriv === undefined) return [program, [...options]];
  const user = owner ? ['--reuid', `${owner.uid}`, '--regid', `${owner.gid}`, '--clear-groups'] : [];
  // SIGQUIT ends PostgreSQL at once, with its children.
  return [setpriv, [...user, '--pdeathsig', owner ? 'QUIT' : 'KILL', program, ...options]];
}

/** PostgreSQL refuses to run as root. So root runs it as the user `postgres`, which takes a program and that user. */
function rootsAbsence(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (programOf('setpriv') === undefined) return 'PostgreSQL refuses root, and setpriv of util-linux is not on PATH';
  try {
    postgresIds();
    return undefined;
  } catch {
    return 'PostgreSQL refuses root, and there is no user postgres';
  }
}

function postgresIds(): { readonly uid: number; readonly gid: number } {
  const id = (option: string) =>
    Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Whether PostgreSQL takes connections: it answers a start-up packet with a request for authentication, and not with an error. */
function postgresAnswers(port: number): Promise<boolean> {
  const settings = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const packet = Buffer.alloc(8 + settings.length);
  packet.writeInt32BE(packet.length, 0);
  packet.writeInt32BE(196_608, 4);
  settings.copy(packet, 8);
  return answers(port, packet, (reply) => reply.startsWith('R'));
}

/** Sends bytes and looks at the first that come back. */
function answers(port: number, request: Uint8Array, isRight: (reply: string) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1', timeout: 1000 }, () => socket.write(request));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (reply) => end(isRight(reply.toString('latin1'))));
    for (const event of ['error', 'timeout', 'close']) socket.on(event, () => end(false));
  });
}

/** A port of the loopback interface that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function programOf(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/** Folders of Debian's versions, newest first. */
function versionsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(folder, version, 'bin'));
}
