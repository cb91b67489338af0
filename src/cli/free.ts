import { createServer } from 'node:net';

/** An address that the pages cannot be served at; the message names the setting and what to do. */
export class AddressProblem extends Error {
  override name = 'AddressProblem';
}

/** Makes sure that the pages can be served there, before any mail is read or sent. @throws AddressProblem */
export function ensureFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(explain(error, host, port)));
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): AddressProblem {
  const where = `cannot serve the pages at ${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new AddressProblem(
        `${where}: the port is in use. End what listens there, or choose another PORT`,
      );
    case 'EACCES':
      return new AddressProblem(`${where}: this user may not listen there. Choose a PORT above 1023`);
    default:
      return new AddressProblem(`${where}: ${error.message}. Is HOST an address of this machine?`);
  }
}
