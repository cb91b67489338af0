import { type Parameterised, parameterised } from './content-type.ts';
import { type FieldLine, fieldLines } from './field-lines.ts';
import { checkCount, limits, lineEnd, Unreadable } from './limits.ts';

/** A MIME part: where its body stands in the message, and the parts within it. Nothing is decoded. */
export interface Part {
  readonly type: Parameterised;
  readonly disposition: Parameterised | null;
  readonly encoding: string;
  readonly contentId: string | null;
  readonly start: number;
  end: number;
  readonly children: Part[];
}

/**
 * The parts of a message (RFC 2046 5.1), in one pass over its lines. A delimiter of an outer part ends the inner ones, closed or not.
 * Messages within the message are leaves. @throws Unreadable past the limits of depth and number
 */
export function partsOf(raw: Buffer, rootFields: readonly FieldLine[], bodyStart: number): Part {
  const root = partOf(rootFields, bodyStart, raw.length, false);
  const open: { boundary: string; part: Part }[] = [];
  const enter = (part: Part) => {
    const boundary = boundaryOf(part);
    if (boundary === null) return;
    open.push({ boundary, part });
    if (open.length > limits.depth)
      throw new Unreadable(`its parts are nested more than ${limits.depth} deep`);
  };
  enter(root);
  let count = 1;
  let current: Part | null = null;
  const newline = lineEnd(raw);
  for (let at = bodyStart; at < raw.length && open.length > 0; ) {
    const found = raw.indexOf(newline, at);
    const next = found < 0 ? raw.length : found + 1;
    const delimiter = raw[at] === 0x2d && raw[at + 1] === 0x2d ? delimiterAt(raw, at, next, open) : null;
    if (!delimiter) {
      at = next;
      continue;
    }
    const end = Math.max(withoutLineEnd(raw, at), current?.start ?? 0);
    for (const { part } of open.slice(delimiter.level + 1)) part.end = end;
    if (current) current.end = Math.max(end, current.start);
    current = null;
    if (delimiter.closes) {
      const closed = open[delimiter.level]?.part;
      if (closed) closed.end = next;
      open.length = delimiter.level;
      at = next;
      continue;
    }
    open.length = delimiter.level + 1;
    const parent = open[delimiter.level]?.part;
    const block = fieldLines(raw, next, { bytes: limits.headerBytes, fields: limits.fields }, true);
    if (block.cut) throw new Unreadable('one of its parts has a header that is too large to be read');
    const part = partOf(block.fields, block.end, raw.length, parent?.type.value === 'multipart/digest');
    parent?.children.push(part);
    count += 1;
    checkCount('parts', count, limits.parts);
    current = part;
    enter(part);
    at = block.end;
  }
  return root;
}

function partOf(fields: readonly FieldLine[], start: number, end: number, isDigest: boolean): Part {
  const first = (name: string) => fields.find((field) => field.name === name)?.value;
  const disposition = first('content-disposition');
  const type = parameterised(first('content-type') ?? '');
  // RFC 2045 5.2: without a type that can be read it is plain text; RFC 2046 5.1.5: in a digest it is a message.
  const value = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/.exec(type.value)?.[0];
  return {
    type: { ...type, value: value ?? (isDigest ? 'message/rfc822' : 'text/plain') },
    disposition: disposition === undefined ? null : parameterised(disposition),
    encoding: first('content-transfer-encoding') ?? '',
    contentId: first('content-id')?.replace(/^<|>$/g, '') ?? null,
    start,
    end,
    children: [],
  };
}

function boundaryOf({ type }: Part): string | null {
  const boundary = type.parameters.get('boundary')?.trimEnd();
  return type.value.startsWith('multipart/') && boundary ? boundary : null;
}

const longestBoundary = 1000;

/** Which open part the line at `at` delimits, innermost first; white space may follow (RFC 2046 5.1.1). */
function delimiterAt(raw: Buffer, at: number, next: number, open: readonly { boundary: string }[]) {
  if (next - at > longestBoundary) return null;
  const line = raw.toString('latin1', at + 2, next).trimEnd();
  const unclosed = line.endsWith('--') ? line.slice(0, -2).trimEnd() : null;
  for (let level = open.length - 1; level >= 0; level -= 1) {
    const boundary = open[level]?.boundary;
    if (line === boundary) return { level, closes: false };
    if (unclosed === boundary) return { level, closes: true };
  }
  return null;
}

/** The line break before a delimiter belongs to it. */
function withoutLineEnd(raw: Buffer, at: number): number {
  if (raw[at - 1] === 0x0a) return raw[at - 2] === 0x0d ? at - 2 : at - 1;
  return raw[at - 1] === 0x0d ? at - 1 : at;
}
