import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';

/** A server for the tests of one file, on a free port of the loopback interface. It ends with the file, and when the process is killed. */
export interface TestServer {
  /** Where it answers. It stays the same when the server is started again. */
  readonly url: string;
  /** Its process. */
  readonly pid: number;
  /** Ends it by a signal and waits for its end. @defaultValue SIGKILL, as in a crash */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port, with the same files. */
  start(): Promise<void>;
}

/** The folder with `initdb`, `psql` and `pg_dump`. */
export const POSTGRES_FOLDER = ['/usr/lib/postgresql', ...(process.env.PATH ?? '').split(delimiter)]
  .flatMap((folder) => (folder === '/usr/lib/postgresql' ? versionsIn(folder) : [folder]))
  .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
const VALKEY = programOf('valkey-server') ?? programOf('redis-server');
/** Debian's. Another Python may come first on PATH and lack the packages. */
const MOTO = ['/usr/bin/moto_server'].find(existsSync);

/** Why there are no tests with PostgreSQL; undefined where there are. Use it as `describe.skipIf(noPostgres)`. */
export const noPostgres = absence(POSTGRES_FOLDER, 'PostgreSQL', 'postgresql') ?? rootsAbsence();
/** Why there are no tests with Valkey. */
export const noValkey = absence(VALKEY, 'Valkey or Redis', 'valkey-server');
/** Why there are no tests with an S3 server. */
export const noS3 = absence(MOTO, 'S3 server', 'python3-moto python3-flask python3-flask-cors');

/**
 * PostgreSQL with an empty cluster of its own. The user `postgres` is a superuser and needs no password. Texts sort as English does unless
 * a column or a query says otherwise, so that a query that counts on binary order fails. A kill loses nothing that was committed.
 */
export async function postgres(): Promise<TestServer> {
  if (POSTGRES_FOLDER === undefined) throw new Error(noPostgres);
  const folder = await mkdtemp(join(tmpdir(), 'pg-'));
  const owner = process.getuid?.() === 0 ? postgresIds() : undefined;
  if (owner) await chown(folder, owner.uid, owner.gid);
  const initdb = ['-D', folder, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'];
  const icu = ['--locale-provider=icu', '--icu-locale=en-US'];
  const [program, options] = asUser(join(POSTGRES_FOLDER, 'initdb'), [...initdb, ...icu], owner);
  execFileSync(program, options, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  return serve({
    folder,
    // fsync protects from a power cut only.
    command: (port) =>
      asUser(join(POSTGRES_FOLDER, 'postgres'), [...['-D', folder, '-h', '127.0.0.1', '-p', `${port}`], ...settings(folder)], owner),
    url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
    isReady: postgresAnswers,
    stopBy: 'SIGQUIT',
  });
}

function settings(folder: string): string[] {
  const set = { fsync: 'off', max_connections: '200', unix_socket_directories: folder, log_min_messages: 'panic' };
  return Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Valkey, or Redis where there is no Valkey. It writes each change to its file, so that a kill loses nothing that it acknowledged. */
export async function valkey(): Promise<TestServer> {
  if (VALKEY === undefined) throw new Error(noValkey);
  const folder = await mkdtemp(join(tmpdir(), 'valkey-'));
  const settings = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
  return serve({
    folder,
    command: (port) => asUser(VALKEY, ['--port', `${port}`, ...settings]),
    url: (port) => `redis://127.0.0.1:${port}`,
    isReady: (port) => answers(port, Buffer.from('PING\r\n'), (reply) => reply.startsWith('+PONG')),
    stopBy: 'SIGKILL',
  });
}

/** An S3 server without buckets, which takes any credentials. It keeps everything in memory: a kill loses it. */
export async function s3(): Promise<TestServer> {
  if (MOTO === undefined) throw new Error(noS3);
  const folder = await mkdtemp(join(tmpdir(), 's3-'));
  return serve({
    folder,
    command: (port) => asUser('/usr/bin/python3', ['-E', MOTO, '-H', '127.0.0.1', '-p', `${port}`]),
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
  readonly command: (port: number) => readonly [program: string, options: readonly string[]];
  readonly url: (port: number) => string;
  readonly isReady: (port: number) => Promise<boolean>;
  readonly stopBy: NodeJS.Signals;
}

/** Longest wait for a server's first answer, milliseconds. */
const START_MS = 30_000;

async function serve({ folder, command, url, isReady, stopBy }: Plan): Promise<TestServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  let said = '';
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const end = once(child, 'exit');
    child.kill(signal);
    await end;
  };
  const launch = () => {
    const [program, options] = command(port);
    child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
    for (const output of [child.stdout, child.stderr]) output?.on('data', (part) => (said = `${said}${part}`.slice(-4000)));
    return child;
  };
  const start = async () => {
    let started = launch();
    for (const last = performance.now() + START_MS; !(await isReady(port)); await sleep(50)) {
      if (performance.now() > last) throw new Error(`${command(port)[0]} did not start:\n${said}`);
      // PostgreSQL refuses to start while processes of a killed one are still ending.
      if (started.exitCode !== null || started.signalCode !== null) started = launch();
    }
  };
  afterAll(async () => {
    await kill(stopBy);
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  await start();
  return {
    url: url(port),
    get pid() {
      return child?.pid ?? 0;
    },
    kill,
    start,
  };
}

/** A command as another user, and with a signal when this process ends, where the system can do that. */
function asUser(
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
  if (programOf('setpriv') === undefined) return skipped('PostgreSQL refuses root, and setpriv of util-linux is not on PATH');
  try {
    postgresIds();
    return undefined;
  } catch {
    return skipped('PostgreSQL refuses root, and there is no user postgres');
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

async function freePort(): Promise<number> {
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

/** Why there are no tests with a server; also printed, once a test file. */
function absence(program: string | undefined, what: string, packages: string): string | undefined {
  if (program !== undefined) return undefined;
  return skipped(`there is no ${what}; Debian has it in: ${packages}`);
}

/** Says why tests are skipped. @returns The reason. */
function skipped(reason: string): string {
  console.warn(`skipped: tests with this server: ${reason}`);
  return reason;
}
