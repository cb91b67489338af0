/**
 * How well the author of a message is known. `local`: came by the command line. `ours`: we wrote it. `trusted-network`: the setting says to
 * believe From. `token`: a valid reply token of the member that From names. `none`: nothing shows it; held. `failed`: something shows the contrary.
 */
export type Grade = 'local' | 'ours' | 'strong' | 'trusted-network' | 'token' | 'none' | 'failed';

export interface Proof {
  readonly grade: Grade;
  /** The proven address, normalised; null where there is none. */
  readonly author: string | null;
  readonly evidence: Evidence;
}

/** What the verdict rests on; kept, so that a rebuild asks nobody. */
export interface Evidence {
  /** In a sentence, for the message's page. */
  readonly why: string;
  /** The outbox key of the message whose reply token is among the recipients, valid and its recipient From's member. */
  readonly token?: { readonly key: string; readonly mine: boolean };
}
