import { connect, createServer, type Socket } from 'node:net';

/** A wire between a client and a server that a test can cut, or lose words on. */
export interface Wire {
  readonly port: number;
  /** Ends all connections at once. */
  readonly cut: () => void;
  /** How many connections there were. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** @param pass what becomes of an octet string from the server; '' loses it, null cuts the connection */
export async function wireTo(
  port: number,
  pass: (chunk: Buffer) => Buffer | null = (chunk) => chunk,
): Promise<Wire> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      const passed = pass(chunk);
      if (passed === null) client.destroy();
      else if (client.writable) client.write(passed);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
