import { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

export interface Envelope {
  /** '' is the null return path. */
  readonly from: string;
  readonly to: string;
}

/** What the server made of one message. */
export type Answer =
  /** It has it; in its words. */
  | { readonly kind: 'accepted'; readonly said: string }
  /** 5yz: not this message, not later. */
  | { readonly kind: 'refused'; readonly said: string }
  /** 4yz, or it never had the whole message: later. */
  | { readonly kind: 'later'; readonly said: string }
  /** No connection, or no login: later, and the next message would fare no better. */
  | { readonly kind: 'unreachable'; readonly said: string }
  /** All of it was handed over, and no answer came: it may have it. */
  | { readonly kind: 'unclear'; readonly said: string };

/** One connection to the server, made at the first message and again where it was lost. */
export interface Lane {
  readonly send: (envelope: Envelope, raw: Buffer) => Promise<Answer>;
  /** Says goodbye. */
  readonly close: () => void;
}

/** The longest that one message may take, from connecting to the answer; it fits into a lease. */
export const longestSend = 90_000;

/** @param url SMTP_URL; off loopback TLS is required */
export function openLane(url: URL): Lane {
  let open: SMTPConnection | null = null;
  return {
    send: async (envelope, raw) => {
      for (;;) {
        const isFresh = open === null;
        const deadline = AbortSignal.timeout(longestSend);
        const connected: SMTPConnection | Answer = open ?? (await connect(url, deadline));
        if (!(connected instanceof SMTPConnection)) return connected;
        const attempt = await sendOver(connected, envelope, raw, deadline);
        open = attempt.goesOn ? connected : null;
        if (!attempt.goesOn) connected.close();
        // Servers end connections after some messages or some silence; what had not begun begins anew.
        if (isFresh || attempt.goesOn || attempt.begun || attempt.answer.kind !== 'later')
          return attempt.answer;
      }
    },
    close: () => {
      open?.quit();
      open = null;
    },
  };
}

function connect(url: URL, deadline: AbortSignal): Promise<SMTPConnection | Answer> {
  const connection = new SMTPConnection(connectionOptions(url));
  const user = decodeURIComponent(url.username);
  const pass = decodeURIComponent(url.password);
  return new Promise((resolve) => {
    const tooLate = () => fail(new Error('no answer in time'));
    const fail = (error: Error) => {
      connection.close();
      resolve({ kind: 'unreachable', said: unreachable(url, error) });
    };
    const succeed = () => {
      deadline.removeEventListener('abort', tooLate);
      resolve(connection);
    };
    deadline.addEventListener('abort', tooLate);
    // It stays for the connection's life: without a listener an error would end the process.
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if (user === '') return succeed();
      connection.login({ user, credentials: { user, pass } }, (refusal) =>
        refusal ? fail(refusal) : succeed(),
      );
    });
  });
}

/** What nodemailer is told for an SMTP_URL; off loopback it has to encrypt. */
export function connectionOptions(url: URL): SMTPConnectionOptions {
  const secure = url.protocol === 'smtps:';
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !isLocal,
    ignoreTLS: isLocal,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: longestSend,
  };
}

function unreachable(url: URL, error: Error): string {
  const { code, originalCode, response } = factsOf(error);
  const where = url.host;
  if (code === 'EAUTH') {
    return `SMTP: ${where} refuses the login ("${response || error.message}"). Check user and password in SMTP_URL`;
  }
  if (code === 'ETLS') {
    return `SMTP: ${where} does not encrypt (${oneLine(error.message)}). Off this machine that is needed: in SMTP_URL write smtps://, or name a server that has STARTTLS`;
  }
  const reason = originalCode || code;
  const said = reason && !error.message.includes(reason) ? `${error.message} (${reason})` : error.message;
  return `SMTP: cannot reach ${where}: ${oneLine(said)}. Is the server running, and are host and port in SMTP_URL right?`;
}

interface Attempt {
  readonly answer: Answer;
  /** The connection takes the next message. */
  readonly goesOn: boolean;
  /** Some of the message went out. */
  readonly begun: boolean;
}

function sendOver(
  connection: SMTPConnection,
  envelope: Envelope,
  raw: Buffer,
  deadline: AbortSignal,
): Promise<Attempt> {
  // In pieces: where the last of them was not taken, the final dot was not sent, and the server cannot have the message.
  const body = Readable.from(pieces(raw));
  const use8BitMime = /[\x80-\xff]/.test(raw.toString('latin1'));
  return new Promise((resolve) => {
    const lost = (said: string): Attempt => {
      const kind = body.readableEnded ? 'unclear' : 'later';
      return { answer: { kind, said }, goesOn: false, begun: body.readableDidRead };
    };
    deadline.addEventListener('abort', () => resolve(lost('no answer in time')));
    connection.send({ ...envelope, size: raw.length, use8BitMime }, body, (error, info) => {
      if (!error) {
        resolve({ answer: { kind: 'accepted', said: oneLine(info.response) }, goesOn: true, begun: true });
        return;
      }
      const kind = kindOf(error);
      if (!kind) {
        resolve(lost(oneLine(error.message)));
        return;
      }
      const { response, responseCode } = factsOf(error);
      const answer: Answer = { kind, said: oneLine(response || error.message) };
      // RFC 5321 3.8: after 421 the server closes.
      if (responseCode === 421) resolve({ answer, goesOn: false, begun: true });
      else connection.reset((failure) => resolve({ answer, goesOn: !failure, begun: true }));
    });
  });
}

/** Null where the server did not answer: what ended the connection says nothing about the message. */
function kindOf(error: Error): 'refused' | 'later' | 'unreachable' | null {
  const { code, responseCode } = factsOf(error);
  // It wants a login: that is the settings' fault, and no reason to give up mails.
  if (responseCode === 530) return 'unreachable';
  // 503 says that the session was out of step, not that the message is bad.
  if ((responseCode >= 400 && responseCode < 500) || responseCode === 503) return 'later';
  if (responseCode >= 500) return 'refused';
  // Refused by our own side: an address that cannot be one, more octets than the server announced.
  return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'refused' : null;
}

function* pieces(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += 65_536) yield raw.subarray(at, at + 65_536);
}

function factsOf(error: Error) {
  const text = (key: string) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? value : '';
  };
  const responseCode: unknown = Reflect.get(error, 'responseCode');
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    response: text('response'),
    responseCode: typeof responseCode === 'number' ? responseCode : 0,
  };
}

/** A server's words, fit for a row and a page. */
const oneLine = (text: string) => text.replace(/[\s\x00-\x1f\x7f]+/g, ' ').slice(0, 500);
