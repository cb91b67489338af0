import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';

/**
 * The message by which `plan apply` stores a plan: the file, attached. The same file at the same moment gives the same bytes.
 * @param from the service's own address: the command speaks for the machine it runs on
 */
export function planMessage(
  plan: { team: string; yaml: string },
  from: string,
  at: Temporal.Instant,
): Buffer {
  const stamp = at.toString({ smallestUnit: 'millisecond' });
  const digest = createHash('sha256').update(`${stamp}\n${plan.yaml}`).digest('hex').slice(0, 32);
  const boundary = `plan-${digest}`;
  // RFC 2045 6.8: lines of base64 are 76 characters at most.
  const lines =
    Buffer.from(plan.yaml)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return Buffer.from(
    [
      `From: Onrecord <${from}>`,
      `To: <${from}>`,
      `Subject: Plan of ${plan.team}`,
      `Date: ${rfc5322Date(at)}`,
      `Message-ID: <plan.${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      `The plan of ${plan.team}, applied by the command.`,
      `--${boundary}`,
      'Content-Type: application/yaml',
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${plan.team}.yaml"`,
      '',
      ...lines,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
}

/** RFC 5322 3.3. `toUTCString` differs in the zone alone. */
function rfc5322Date(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds).toUTCString().replace('GMT', '+0000');
}
