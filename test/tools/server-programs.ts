import { basename } from 'node:path';

/** Programs that are servers, or start one, and browsers. */
const PROGRAMS =
  /^(postgres|initdb|pg_ctl|valkey-server|redis-server|moto_server|caddy|chromium|chromium-browser|google-chrome|chrome|firefox|firefox-esr)$/;

/**
 * The server that a command starts; undefined where it starts none. Another program may start it in turn, as `setpriv … postgres` does, so all its
 * words are looked at.
 */
export function serverOf(program: string, args: readonly string[]): string | undefined {
  // One text may be the whole command, as `exec` takes it.
  const words = [program, ...args].flatMap((word) => word.split(' ')).map((word) => basename(word));
  const serve = words.findIndex((word, at) => at > 0 && word === 'serve' && /^(main\.js|streetdate)$/.test(words[at - 1]!));
  return serve < 0 ? words.find((word) => PROGRAMS.test(word)) : 'streetdate serve';
}
