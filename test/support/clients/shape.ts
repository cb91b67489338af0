/** All that a client knows when Send is pressed. */
export interface Answering {
  readonly name: string;
  readonly address: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly at: Date;
  readonly zone: string;
  readonly style: 'above' | 'between';
  readonly answers: readonly string[];
  readonly questions: readonly string[];
  /** The answers, numbered, for above the quote. */
  readonly words: readonly string[];
  readonly original: {
    readonly sender: { readonly name: string; readonly address: string };
    readonly subject: string;
    /** In angle brackets, as in References. */
    readonly messageId: string;
    readonly references: readonly string[];
    readonly at: Date;
    /** Of its body; what clients quote, even in their text part. */
    readonly html: string;
  };
}

/** What differs from client to client. */
export interface Shape {
  /** Of the Message-ID. */
  readonly id: string;
  readonly boundary: string;
  /** Before the subject. */
  readonly prefix: 'Re' | 'RE';
  readonly headers: readonly string[];
  readonly textType: string;
  readonly text: string;
  readonly html: string;
}
