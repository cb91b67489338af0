/** A mailbox that cannot be read; the message says what to do. */
export class MailboxProblem extends Error {
  override name = 'MailboxProblem';
  /** True where only somebody's change of settings helps: then it is tried again slowly. */
  readonly needsChange: boolean;
  constructor(message: string, needsChange: boolean, cause?: unknown) {
    super(message, { cause });
    this.needsChange = needsChange;
  }
}

export interface Attempt {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly path: string;
  readonly secure: boolean;
  /** Mailboxes that are there; none where the login failed. */
  readonly others: readonly string[];
}

/** What failed, in words, with the way out. */
export function explain(error: unknown, attempt: Attempt): MailboxProblem {
  const { host, port, user, path, others } = attempt;
  const where = `${host}:${port}`;
  const facts = factsOf(error);
  if (facts.authenticationFailed) {
    return new MailboxProblem(
      `IMAP: ${where} refuses the login of ${user} ("${facts.said}"). Check user and password in IMAP_URL; special characters ` +
        'in them have to be percent-encoded, and some providers want an app password',
      true,
      error,
    );
  }
  if (others.length > 0 && !others.includes(path)) {
    return new MailboxProblem(
      `IMAP: ${user} has no mailbox "${path}" at ${where}. Put one of these at the end of IMAP_URL: ${others.slice(0, 10).join(', ')}`,
      true,
      error,
    );
  }
  const remedy = remedies[facts.code] ?? tlsRemedy(facts, attempt);
  const said = facts.code && !facts.said.includes(facts.code) ? `${facts.said} (${facts.code})` : facts.said;
  return new MailboxProblem(
    `IMAP: cannot read ${user}'s mailbox at ${where}: ${said}.${remedy ? ` ${remedy}` : ''}`,
    false,
    error,
  );
}

const remedies: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  ECONNREFUSED: 'Is the server running, and are host and port in IMAP_URL right?',
  ENOTFOUND: 'The host in IMAP_URL is not known: is it spelled right?',
  EAI_AGAIN: 'The name of the host cannot be looked up now: is there a network?',
  CONNECT_TIMEOUT: 'Is the host in IMAP_URL right, and does a firewall let it through?',
  GREETING_TIMEOUT: 'The port answers, but not as IMAP: with imaps:// it is usually 993',
});

function tlsRemedy({ code }: Facts, { secure }: Attempt): string {
  if (!secure) return '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(code)) {
    return 'Its certificate cannot be verified: use the name that the certificate is for, or set NODE_EXTRA_CA_CERTS to your authority';
  }
  return /EPROTO|WRONG_VERSION/.test(code) ? 'The port does not speak TLS: imaps:// is usually on 993' : '';
}

interface Facts {
  readonly code: string;
  readonly said: string;
  readonly authenticationFailed: boolean;
}

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { code: '', said: String(error), authenticationFailed: false };
  const text = (key: string) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? value : '';
  };
  return {
    code: text('code'),
    said: readable(text('responseText') || text('response') || error.message || text('code')),
    authenticationFailed: Reflect.get(error, 'authenticationFailed') === true,
  };
}

/** On one line; of OpenSSL's "HEX:error:CODE:library:function:reason:file:line" the reason. */
function readable(text: string): string {
  const reason = /^[0-9A-F]+:error:[^:]*:[^:]*:[^:]*:([^:]+):/.exec(text)?.[1];
  return (reason ?? text).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
