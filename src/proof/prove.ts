import type { Db, Tx } from '../db/database.ts';
import { transact } from '../db/database.ts';
import { repeated } from '../db/planned.ts';
import type { Grade, Proof } from '../db/tables.ts';
import { parseHeaders } from '../message/headers.ts';
import type { StoredMessage } from '../store/read.ts';
import { type TokenRow, tokensAmong } from './token.ts';

export interface ProofPolicy {
  senderPolicy: 'verified' | 'trusted-network';
  mailAddress: string;
}

/** As many as one transaction takes; small enough for the bytes to fit in memory. */
const batch = 50;

/**
 * Proves the next messages that have no proof, in the order in which they were stored.
 * @returns how many
 */
export function proveNext(db: Db, policy: ProofPolicy, now: Date): Promise<number> {
  return transact(db, (tx) => repeated(() => proveNextIn(tx, policy, now)));
}

/** The same within a transaction that is open. */
export async function proveNextIn(tx: Tx, policy: ProofPolicy, now: Date): Promise<number> {
  const behind = await behindPosition(tx, await lastProven(tx));
  const waiting = behind.length > 0 ? behind : await anywhere(tx);
  if (waiting.length === 0) return 0;
  const end = await tx
    .selectFrom('mail.proofs')
    .select((eb) => eb.fn.max('ordinal').as('ordinal'))
    .executeTakeFirst();
  const rows = [];
  for (const message of waiting) {
    const { evidence, ...proof } = await prove(tx, policy, message, message.raw);
    rows.push({
      ...proof,
      ordinal: (end?.ordinal ?? 0) + rows.length + 1,
      position: message.position,
      evidence: JSON.stringify(evidence),
      made_at: now,
    });
  }
  await tx.insertInto('mail.proofs').values(rows).execute();
  return waiting.length;
}

async function lastProven(tx: Tx): Promise<number> {
  const last = await tx
    .selectFrom('mail.proofs')
    .select((eb) => eb.fn.max('position').as('position'))
    .executeTakeFirst();
  return last?.position ?? 0;
}

/** The next messages behind a position: a few steps along an index, however full the store is. */
const behindPosition = (tx: Tx, position: number) =>
  messages(tx).where('m.position', '>', position).execute();

/** What has no proof, wherever it is: this walks the whole store. */
const anywhere = (tx: Tx) =>
  messages(tx)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('mail.proofs as p').select('p.ordinal').whereRef('p.position', '=', 'm.position'),
        ),
      ),
    )
    .execute();

function messages(tx: Tx) {
  return tx
    .selectFrom('mail.messages as m')
    .leftJoin('mail.bytes as b', 'b.position', 'm.position')
    .selectAll('m')
    .select('b.raw')
    .orderBy('m.position')
    .limit(batch);
}

async function prove(tx: Tx, policy: ProofPolicy, facts: StoredMessage, raw: Buffer | null): Promise<Proof> {
  if (facts.direction === 'out') return verdict('ours', policy.mailAddress, 'the service wrote it');
  if (facts.source === 'plan')
    return verdict('local', null, 'applied by the command on the machine of the service');
  if (!raw) return verdict('none', null, 'its bytes were redacted');
  const headers = parseHeaders(raw);
  // RFC 5322 3.6.2: From occurs once; with several fields or addresses it is open whose message it is (mail.md C13).
  const [author] = headers.from;
  const fields = headers.headers.filter((header) => header.name === 'from').length;
  if (!author || fields !== 1 || headers.from.length !== 1) {
    const found =
      fields === 0
        ? 'no From'
        : fields > 1
          ? `${fields} From fields`
          : `${headers.from.length} addresses in From`;
    return verdict('none', null, `it has ${found}, and exactly one address is needed`);
  }
  const token = await tokensAmong(tx, policy.mailAddress, facts, headers);
  if (policy.senderPolicy === 'trusted-network') {
    return verdict(
      'trusted-network',
      author.address,
      'From is believed: SENDER_POLICY is trusted-network',
      token,
    );
  }
  if (token)
    return verdict(
      'token',
      author.address,
      'it came to a reply address that only its recipient knows',
      token,
    );
  return verdict(
    'none',
    author.address,
    'nothing shows that From is right: no valid reply address is among its recipients',
  );
}

function verdict(grade: Grade, author: string | null, why: string, token?: TokenRow | null): Proof {
  return { grade, author, evidence: token ? { why, token } : { why } };
}
