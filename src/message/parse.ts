import { contentOf } from './body.ts';
import { asBuffer, headerFields, rootFields } from './headers.ts';
import { checkBytes, checkCount, limits, Unreadable } from './limits.ts';
import type { Message } from './message.ts';
import { partsOf } from './parts.ts';

export { Unreadable };

/**
 * A message of its bytes. The limits are checked before anything is decoded (mail.md E23).
 * @throws Unreadable past the limits, or where the bytes are no message
 */
export async function parseMessage(raw: Uint8Array): Promise<Message> {
  checkBytes(raw);
  const bytes = asBuffer(raw);
  const block = rootFields(raw);
  if (block.cut === 'bytes') throw new Unreadable(`its header is larger than ${limits.headerBytes} bytes`);
  if (block.cut === 'fields') throw new Unreadable(`it has more than ${limits.fields} header fields`);
  if (block.fields.length === 0) throw new Unreadable('it has no header');
  const { deliveredTo: _, ...fields } = headerFields(block.fields);
  checkCount('addresses', fields.from.length + fields.to.length + fields.cc.length, limits.addresses);
  const { body, attachments, notes } = contentOf(bytes, partsOf(bytes, block.fields, block.end));
  return { ...fields, body, attachments, ...(notes.length > 0 && { notes }) };
}
