import { createServer, type Socket } from 'node:net';

/** What the scripted server does with a message. `cut-after`: takes all of it and hangs up without a word; `cut-inside`: hangs up within the data. */
export type Turn = string | 'accept' | 'cut-after' | 'cut-inside' | 'close';

export interface ScriptedServer {
  readonly url: URL;
  /** Envelope and data of every message that came whole, whatever the answer was. */
  readonly messages: { from: string; to: string; data: Buffer }[];
  /** For the next messages, one after the other; `accept` when it is empty. A text that starts with `RCPT` answers RCPT TO, else the data. */
  readonly script: Turn[];
  readonly stop: () => Promise<void>;
}

/** An SMTP server whose every answer a test decides; it understands as much as nodemailer says. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const messages: ScriptedServer['messages'] = [];
  const script: Turn[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let rest = Buffer.alloc(0);
    let data: { turn: Turn } | null = null;
    let from = '';
    let to = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        if (data) {
          if (data.turn === 'cut-inside' && rest.length > 0) return socket.destroy();
          const end = rest.indexOf('\r\n.\r\n');
          if (end < 0) return;
          messages.push({ from, to, data: rest.subarray(0, end + 2) });
          rest = rest.subarray(end + 5);
          const { turn } = data;
          data = null;
          if (turn === 'cut-after') return socket.destroy();
          say(turn === 'accept' || turn === 'close' ? '250 2.0.0 taken' : turn);
          if (turn === 'close') return socket.destroy();
          continue;
        }
        const end = rest.indexOf('\r\n');
        if (end < 0) return;
        const line = rest.toString('latin1', 0, end);
        rest = rest.subarray(end + 2);
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'EHLO') say('250-scripted\r\n250 8BITMIME');
        else if (verb === 'MAIL') {
          from = /<(.*)>/.exec(line)?.[1] ?? '';
          say('250 ok');
        } else if (verb === 'RCPT') {
          to = /<(.*)>/.exec(line)?.[1] ?? '';
          say(script[0]?.startsWith('RCPT ') ? (script.shift()?.slice(5) ?? '') : '250 ok');
        } else if (verb === 'DATA') {
          data = { turn: script.shift() ?? 'accept' };
          say('354 go on');
        } else if (verb === 'QUIT') {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
    say('220 scripted ESMTP');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: new URL(`smtp://127.0.0.1:${port}`),
    messages,
    script,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
