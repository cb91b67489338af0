import { openAccounts, type User } from './accounts.ts';
import { startDelivery } from './delivery.ts';
import type { Folder } from './folder.ts';
import { startImapServer } from './imap/server.ts';

export interface EmbeddedMailOptions {
  /** Where the mailboxes are kept; null keeps them in memory. */
  readonly dir: string | null;
  /** 0 takes any free port. */
  readonly smtpPort: number;
  readonly imapPort: number;
  readonly users: readonly User[];
  /** Extensions that the IMAP server does not have. It never has CONDSTORE. */
  readonly without?: readonly ImapExtension[];
  /** Whether `ben+anything@` goes to `ben@`; default true. */
  readonly plusAddressing?: boolean;
  /** For internal dates; default the system's. */
  readonly now?: () => Date;
}
export type ImapExtension = 'IDLE' | 'MOVE' | 'UIDPLUS' | 'ID' | 'NAMESPACE';

/** A mail system on this machine's loopback: SMTP into the mailboxes of its users, and IMAP over them. */
export interface EmbeddedMail {
  /** `smtp://127.0.0.1:PORT`; no login needed. */
  readonly smtpUrl: string;
  /** With user and password, down to `/INBOX`. @throws for an address that is no user's */
  readonly imapUrl: (address: string) => string;
  /** The inbox. @throws for an address that is no user's */
  readonly mailbox: (address: string) => Folder;
  /** The `Sent` folder, where a mail client keeps what it sent. @throws for an address that is no user's */
  readonly sent: (address: string) => Folder;
  /** Ends every open connection at once, without a word. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
}

export async function startEmbeddedMail(options: EmbeddedMailOptions): Promise<EmbeddedMail> {
  const now = options.now ?? (() => new Date());
  const accounts = openAccounts(options.users, options.dir, now);
  const delivery = await startDelivery({
    accounts,
    port: options.smtpPort,
    plusAddressing: options.plusAddressing ?? true,
    now,
  });
  const imap = await startImapServer({
    accounts,
    port: options.imapPort,
    without: options.without ?? [],
    now,
  }).catch(async (error) => {
    await delivery.stop();
    throw error;
  });
  const account = (address: string) => {
    const found = accounts.get(address.toLowerCase());
    if (!found) throw new Error(`${address} has no mailbox here: ${[...accounts.keys()].join(', ')} have`);
    return found;
  };
  return {
    smtpUrl: `smtp://127.0.0.1:${delivery.port}`,
    imapUrl: (address) => {
      const { password } = account(address);
      return `imap://${encodeURIComponent(address)}:${encodeURIComponent(password)}@127.0.0.1:${imap.port}/INBOX`;
    },
    mailbox: (address) => account(address).inbox,
    sent: (address) => account(address).folders.get('Sent') ?? account(address).inbox,
    cut: () => {
      delivery.cut();
      imap.cut();
    },
    stop: async () => {
      await Promise.all([delivery.stop(), imap.stop()]);
    },
  };
}
