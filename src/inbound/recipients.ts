/** What `isOurs` compares with. */
export interface OurAddresses {
  /** MAIL_ADDRESS: with any detail behind a plus, it is ours. */
  readonly mailAddress: string;
  /** What teams have beside it, each as it is. */
  readonly logAddresses: readonly string[];
}

/** Whether a recipient is the service. The domain and, as everywhere here, the local part count without their case. */
export function isOurs(recipient: string, { mailAddress, logAddresses }: OurAddresses): boolean {
  const address = lowerCase(recipient);
  const withoutDetail = address.replace(/\+.*(?=@[^@]*$)/, '');
  return withoutDetail === lowerCase(mailAddress) || logAddresses.some((one) => lowerCase(one) === address);
}

/** ASCII alone: `'\u212A'.toLowerCase()` is `'k'` (mail.md C15). */
const lowerCase = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
