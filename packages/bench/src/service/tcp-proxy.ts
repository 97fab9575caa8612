import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Defer } from '../clips/cleaning.ts';

/** A way to a server that can be disturbed. */
export interface TcpProxy {
  /** Where it listens, on loopback. */
  readonly port: number;
  /** Ends all connections, and each new one at once, until {@link mend}. */
  cut(): void;
  /** Lets nothing through any more, in either direction, and ends nothing, until {@link mend}. */
  stall(): void;
  /** Lets everything through again. What was held back goes on. */
  mend(): void;
}

/** Starts a proxy before a server of this machine. */
export async function startProxy(defer: Defer, target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  let state: 'open' | 'cut' | 'stalled' = 'open';
  const flow = ([near, far]: readonly [Socket, Socket]) => void near.pipe(far).pipe(near);
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (state === 'cut') return near.destroy();
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      for (const event of ['error', 'close']) socket.on(event, () => end(pair));
    }
    if (state === 'open') flow(pair);
  });
  const end = (pair: readonly [Socket, Socket]) => {
    pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    for (const pair of pairs) end(pair);
  };
  defer(close);
  return {
    port: (server.address() as { readonly port: number }).port,
    cut: () => {
      state = 'cut';
      for (const pair of pairs) end(pair);
    },
    stall: () => {
      state = 'stalled';
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    mend: () => {
      if (state === 'stalled') for (const pair of pairs) flow(pair);
      state = 'open';
    },
  };
}
