import { connect } from 'node:net';
import { eventually } from './mail.ts';

/** A conversation with a line-based server, octet by octet as a test wants it. */
export interface Dialogue {
  /** All that the server said. */
  readonly heard: () => string;
  /** Sends as it is, and waits for a reply line that matches, said after it. */
  readonly say: (octets: string | Buffer, until: RegExp) => Promise<string>;
  /** Sends and waits for nothing. */
  readonly write: (octets: string | Buffer) => void;
  /** Breaks the connection off. */
  readonly cut: () => void;
  readonly closed: () => boolean;
}

export async function dialogue(port: number): Promise<Dialogue> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let closed = false;
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1');
  });
  socket.on('close', () => {
    closed = true;
  });
  socket.on('error', () => {});
  await eventually(() => heard.includes('\r\n'));
  return {
    heard: () => heard,
    say: async (octets, until) => {
      const before = heard.length;
      socket.write(octets);
      return eventually(() => {
        const said = heard.slice(before);
        return until.test(said) ? said : null;
      });
    },
    write: (octets) => socket.write(octets),
    cut: () => socket.destroy(),
    closed: () => closed,
  };
}
