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

interface Open {
  readonly boundary: string;
  readonly part: Part;
}

/**
 * The parts of a message (RFC 2046 5.1), in one pass over its lines. A delimiter of an outer part ends the inner ones, closed or not.
 * Messages within the message are leaves. @throws Unreadable past the limits of depth and number
 */
export function partsOf(raw: Buffer, rootFields: readonly FieldLine[], bodyStart: number): Part {
  const root = partOf(rootFields, bodyStart, raw.length, false);
  const open: Open[] = [];
  let current: Part | null = root;
  let count = 1;
  enter(open, root);
  for (const line of dashedLines(raw, bodyStart)) {
    const delimiter = delimiterAt(raw, line, open);
    const parent = delimiter ? open[delimiter.level]?.part : undefined;
    if (!delimiter || !parent) continue;
    const end = withoutLineEnd(raw, line.start);
    for (const part of [...open.splice(delimiter.level + 1).map((inner) => inner.part), current]) {
      if (part && part !== parent) part.end = Math.max(end, part.start);
    }
    current = delimiter.closes ? null : nextPart(raw, line.end, parent);
    if (current) {
      count += 1;
      checkCount('parts', count, limits.parts);
      enter(open, current);
    } else {
      parent.end = line.end;
      open.length = delimiter.level;
      if (open.length === 0) break;
    }
  }
  return root;
}

function enter(open: Open[], part: Part): void {
  const boundary = part.type.parameters.get('boundary')?.trimEnd();
  if (!boundary || !part.type.value.startsWith('multipart/')) return;
  open.push({ boundary, part });
  if (open.length > limits.depth) throw new Unreadable(`its parts are nested more than ${limits.depth} deep`);
}

function nextPart(raw: Buffer, start: number, parent: Part): Part {
  const block = fieldLines(raw, start, { bytes: limits.headerBytes, fields: limits.fields }, true);
  if (block.cut) throw new Unreadable('one of its parts has a header that is too large to be read');
  const part = partOf(block.fields, block.end, raw.length, parent.type.value === 'multipart/digest');
  parent.children.push(part);
  return part;
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

interface Line {
  readonly start: number;
  /** Behind its end. */
  readonly end: number;
}

/** The lines that begin with "--". */
function* dashedLines(raw: Buffer, from: number): Generator<Line> {
  const newline = lineEnd(raw);
  for (let start = from; start < raw.length; ) {
    const found = raw.indexOf(newline, start);
    const end = found < 0 ? raw.length : found + 1;
    if (raw[start] === 0x2d && raw[start + 1] === 0x2d) yield { start, end };
    start = end;
  }
}

const longestBoundary = 1000;

/** Which open part the line delimits, innermost first; white space may follow (RFC 2046 5.1.1). */
function delimiterAt(raw: Buffer, { start, end }: Line, open: readonly Open[]) {
  if (end - start > longestBoundary) return null;
  const line = raw.toString('latin1', start + 2, end).trimEnd();
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
