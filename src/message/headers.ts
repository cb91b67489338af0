import { normaliseAddress } from './address.ts';
import { addressList } from './address-list.ts';
import { headerDate } from './date.ts';
import { decodeHeader } from './encoded-words.ts';
import { type FieldBlock, type FieldLine, fieldLines } from './field-lines.ts';
import { messageIds } from './identifier.ts';
import { limits } from './limits.ts';
import type { Address, Header, Message } from './message.ts';

/** What the header alone says, in the shapes of `Message`. */
export interface HeaderFields
  extends Pick<
    Message,
    'headers' | 'messageId' | 'from' | 'to' | 'cc' | 'subject' | 'date' | 'inReplyTo' | 'references'
  > {
  /** Delivered-To, X-Original-To and Envelope-To above the first Received: what our own server wrote. */
  readonly deliveredTo: readonly string[];
}

/** The header of a message, quickly. Never throws: what is past the limits is left out here, and unreadable in `parseMessage`. */
export function parseHeaders(raw: Uint8Array): HeaderFields {
  return headerFields(rootFields(raw).fields);
}

export function rootFields(raw: Uint8Array): FieldBlock {
  return fieldLines(asBuffer(raw), 0, { bytes: limits.headerBytes, fields: limits.fields });
}

/** No copy. */
export const asBuffer = (raw: Uint8Array) => Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);

export function headerFields(fields: readonly FieldLine[]): HeaderFields {
  const first = (name: string) => fields.find((field) => field.name === name)?.value ?? '';
  return {
    headers: fields.map(({ name, value }): Header => ({ name, value: decodeHeader(value) })),
    messageId: idsIn(first('message-id'))[0] ?? null,
    from: addressesIn(fields, 'from'),
    to: addressesIn(fields, 'to'),
    cc: addressesIn(fields, 'cc'),
    subject: decodeHeader(first('subject')).replace(/\s+/g, ' ').trim(),
    date: headerDate(first('date')),
    inReplyTo: idsIn(first('in-reply-to')),
    references: idsIn(first('references')),
    deliveredTo: deliveredTo(fields),
  };
}

/** Of all fields of that name: where From is there twice, both have to be seen (mail.md C13). One more than the limit, so that it shows. */
function addressesIn(fields: readonly FieldLine[], name: string): Address[] {
  const found: Address[] = [];
  for (const field of fields) {
    if (field.name === name) found.push(...addressList(field.value, limits.addresses + 1 - found.length));
    if (found.length > limits.addresses) break;
  }
  return found;
}

/** Outlook encodes long References (RFC 2047 forbids it). */
const idsIn = (value: string) => messageIds(decodeHeader(value));

function deliveredTo(fields: readonly FieldLine[]): string[] {
  const received = fields.findIndex((field) => field.name === 'received');
  const above = received < 0 ? fields : fields.slice(0, received);
  return above.flatMap(({ name, value }) => {
    if (name !== 'delivered-to' && name !== 'x-original-to' && name !== 'envelope-to') return [];
    return value
      .split(',')
      .map(normaliseAddress)
      .filter((address) => address !== '')
      .slice(0, limits.addresses);
  });
}
