import { createServer, type Socket } from 'node:net';

// A process of its own that takes mail by SMTP and throws it away. It looks at nothing but where a command and a message end.

let messages = 0;
let octets = 0;

const end = Buffer.from('\r\n.\r\n');

function take(socket: Socket): void {
  let inData = false;
  let rest = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (inData) {
        const at = rest.indexOf(end);
        if (at < 0) {
          // What cannot be the beginning of the end is done with.
          const done = Math.max(0, rest.length - end.length + 1);
          octets += done;
          rest = rest.subarray(done);
          return;
        }
        messages += 1;
        octets += at;
        rest = rest.subarray(at + end.length);
        inData = false;
        socket.write('250 taken\r\n');
      } else {
        const at = rest.indexOf('\r\n');
        if (at < 0) return;
        const verb = rest.toString('latin1', 0, 4).toUpperCase();
        rest = rest.subarray(at + 2);
        if (verb === 'DATA') inData = true;
        socket.write(answerTo(verb));
        if (verb === 'QUIT') socket.end();
      }
    }
  });
  socket.write('220 sink\r\n');
}

function answerTo(verb: string): string {
  if (verb === 'EHLO') return '250-sink\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n';
  if (verb === 'DATA') return '354 go on\r\n';
  if (verb === 'QUIT') return '221 bye\r\n';
  return '250 ok\r\n';
}

const server = createServer(take);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
// Whoever asks hears what came since it asked last.
process.on('message', () => {
  process.send?.({ messages, octets });
  messages = 0;
  octets = 0;
});
process.on('disconnect', () => process.exit());
