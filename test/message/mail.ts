/** A message of header lines and body lines, with CRLF. `octets`: one character an octet, for what is no UTF-8. */
export function mail(
  header: string[],
  body: string[] = ['Hello'],
  octets: 'utf8' | 'latin1' = 'utf8',
): Buffer {
  return Buffer.from([...header, '', ...body].join('\r\n'), octets);
}

export const ana = ['From: Ana Ruiz <ana@example.com>', 'To: onrecord@example.com', 'Subject: Hello'];
