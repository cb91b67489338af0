/** One command as it came: lines, and between them the literals that they announced. */
export type RawCommand = readonly (string | Buffer)[];

export interface CommandReaderEvents {
  readonly onCommand: (command: RawCommand) => void;
  /** A synchronizing literal is announced: the client waits for `+` (RFC 9051 4.3). */
  readonly onLiteral: () => void;
  /** A line or literal past the limits; nothing after it can be understood. */
  readonly onTooLong: () => void;
}

const longestLine = 64 * 1024;
const longestLiteral = 64 * 1024 * 1024;
const literalAtEnd = /\{(\d{1,10})(\+?)\}$/;

/** Cuts the octets of a connection into commands. @returns what takes the next chunk */
export function createCommandReader(events: CommandReaderEvents): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let command: (string | Buffer)[] = [];
  /** How many octets of a literal are still to come; null outside of one. */
  let literal: number | null = null;
  let ended = false;
  const end = () => {
    ended = true;
    events.onTooLong();
  };
  const readLine = (): boolean => {
    const lineEnd = rest.indexOf('\r\n');
    if (lineEnd > longestLine || (lineEnd < 0 && rest.length > longestLine)) end();
    if (ended || lineEnd < 0) return false;
    const line = rest.toString('latin1', 0, lineEnd);
    rest = rest.subarray(lineEnd + 2);
    command.push(line);
    const [, size, isNonSynchronizing] = literalAtEnd.exec(line) ?? [];
    if (size === undefined) {
      const whole = command;
      command = [];
      events.onCommand(whole);
      return true;
    }
    literal = Number(size);
    if (literal > longestLiteral) end();
    else if (!isNonSynchronizing) events.onLiteral();
    return !ended;
  };
  const readLiteral = (size: number): boolean => {
    if (rest.length < size) return false;
    command.push(Buffer.from(rest.subarray(0, size)));
    rest = rest.subarray(size);
    literal = null;
    return true;
  };
  return (chunk) => {
    if (ended) return;
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const goesOn: boolean = literal === null ? readLine() : readLiteral(literal);
      if (!goesOn) return;
    }
  };
}
