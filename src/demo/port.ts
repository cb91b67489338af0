import { createServer } from 'node:net';
import { DemoProblem } from './problem.ts';

/** Makes sure, before anything long begins, that a port of this machine is free. 0 finds one. @throws DemoProblem */
export function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'is in use'
          : error.code === 'EACCES'
            ? 'is not allowed to you'
            : error.message;
      reject(
        new DemoProblem(
          `port ${port} ${why}: choose another, for example --port ${port < 60_000 ? port + 1 : 3001}`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
