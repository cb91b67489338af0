import { asBuffer } from '../message/headers.ts';
import { parseMessage, Unreadable } from '../message/parse.ts';

// Runs as a process of its own (parser-process.ts): what a message does to memory or time, it does here.

process.on('message', async (request: unknown) => {
  if (!isRequest(request)) return;
  const { id, raw } = request;
  try {
    process.send?.({ id, message: await parseMessage(asBuffer(raw)) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.send?.({ id, reason, isUnreadable: error instanceof Unreadable });
  }
});

// Ctrl-C reaches the whole group; it is the parent who decides when parsing ends.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });

function isRequest(value: unknown): value is { id: number; raw: Uint8Array } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'raw' in value &&
    value.raw instanceof Uint8Array
  );
}
