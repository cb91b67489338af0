import type { SMTPServerSession } from 'smtp-server';

/** The trace fields that the last server puts above a message (RFC 5321 4.4): who gave it to us, and the envelope's sender. */
export function traceFields(session: SMTPServerSession, hostname: string, date: Date): Buffer {
  const { mailFrom, rcptTo } = session.envelope;
  const name = session.clientHostname.startsWith('[') ? '' : `${plain(session.clientHostname)} `;
  // RFC 5321 4.1.3: an IPv6 literal says so.
  const address = session.remoteAddress.includes(':')
    ? `IPv6:${session.remoteAddress}`
    : session.remoteAddress;
  const [only, ...others] = rcptTo;
  // RFC 5321 7.2: with several recipients it would show one to the other.
  const recipient = only && others.length === 0 ? [`\tfor <${plain(only.address)}>;`] : ['\t;'];
  return Buffer.from(
    [
      `Return-Path: <${mailFrom ? plain(mailFrom.address) : ''}>`,
      `Received: from ${plain(session.hostNameAppearsAs) || 'unknown'} (${name}[${plain(address)}])`,
      `\tby ${plain(hostname)} with ${plain(session.transmissionType)} id ${plain(session.id)}.${session.transaction}`,
      ...recipient,
      `\t${date.toUTCString().replace('GMT', '+0000')}`,
      '',
    ].join('\r\n'),
  );
}

/** No octet of the client's ends a line, opens a comment or makes one too long. */
const plain = (text: string) => text.replace(/[\x00-\x20\x7f()\\]/g, '').slice(0, 320);
