-- mail.*: what is kept. Messages in both directions, the proof of who sent them, and what sending needs to remember.
create schema mail;

-- One row for each distinct sequence of bytes. Positions have no gaps; `hash` chains the bytes and the arrival facts.
create table mail.messages (
  position      bigint primary key check (position > 0),
  sha256        bytea not null unique check (length(sha256) = 32),
  direction     text not null check (direction in ('in', 'out')),
  source        text not null check (source in ('imap', 'smtp', 'lmtp', 'import', 'plan', 'outbound')),
  size          integer not null,
  received_at   timestamptz not null,                -- the internal date, never later than the clock
  arrival       jsonb not null,                      -- mailbox, uidvalidity, uid, internalDate, mailFrom, rcptTo, client
  previous_hash bytea not null,
  hash          bytea not null unique
);

-- The bytes lie apart from the row, so that a redaction can delete them and keep the chain.
create table mail.bytes (
  position bigint primary key references mail.messages,
  raw      bytea not null
);
alter table mail.bytes alter column raw set storage external;

-- The last link of the chain. Append locks this row, which makes positions gapless.
create table mail.head (
  is_head  boolean primary key default true check (is_head),
  position bigint not null,
  hash     bytea not null
);
insert into mail.head values (true, 0, decode(repeat('00', 32), 'hex'));

create function mail.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on %.% is refused: stored messages are never changed', tg_op, tg_table_schema, tg_table_name;
end $$;
create trigger messages_are_kept before update or delete on mail.messages for each row execute function mail.refuse_change();
create trigger messages_stay before truncate on mail.messages for each statement execute function mail.refuse_change();
create trigger bytes_are_kept before update or delete on mail.bytes for each row execute function mail.refuse_change();
create trigger bytes_stay before truncate on mail.bytes for each statement execute function mail.refuse_change();

-- Whoever stores a message wakes the instance that reads.
create function mail.tell_stored() returns trigger language plpgsql as $$
begin
  notify onrecord_stored;
  return null;
end $$;
create trigger messages_are_told after insert on mail.messages for each statement execute function mail.tell_stored();

-- Who sent a message, with the evidence. Append-only; its order is the order of reading.
create table mail.proofs (
  ordinal  bigint primary key,
  position bigint not null references mail.messages,
  grade    text not null,
  author   text,                                     -- the address that is proven, lower case
  evidence jsonb not null,
  made_at  timestamptz not null
);
create index proofs_by_position on mail.proofs (position);
create trigger proofs_are_kept before update or delete on mail.proofs for each row execute function mail.refuse_change();

-- How far each mailbox was read (RFC 9051 2.3.1.1).
create table mail.cursors (
  mailbox     text primary key,
  uidvalidity bigint not null,
  last_uid    bigint not null,
  read_at     timestamptz not null
);

-- What we send: the queue and its history. `key` says what a mail is; it is enqueued once.
create table mail.outbox (
  key          text primary key,
  team         text not null,
  kind         text not null,
  week         text,
  recipient    text not null,                        -- the member's address in the plan
  position     bigint not null unique references mail.messages,
  message_id   text not null unique,                 -- without angle brackets
  answers      bigint references mail.messages,      -- the message that a receipt or notice answers
  reply_token  text unique,
  bounce_token text unique,
  state        text not null default 'waiting' check (state in ('waiting', 'claimed', 'sent', 'deferred', 'failed', 'uncertain')),
  attempts     integer not null default 0,
  created_at   timestamptz not null,
  next_try_at  timestamptz not null,
  expires_at   timestamptz,
  claimed_until timestamptz,
  sent_at      timestamptz,
  last_answer  text                                  -- what the server said last
);
create index outbox_to_send on mail.outbox (next_try_at) where state in ('waiting', 'claimed', 'deferred', 'uncertain');
create index outbox_by_answer on mail.outbox (answers);

-- Numbers that people use (R-4). Issued once, kept across a rebuild.
create table mail.numbers (
  team    text not null,
  series  text not null,
  number  integer not null,
  sha256  bytea not null,
  ordinal integer not null,
  primary key (team, series, number),
  unique (team, series, sha256, ordinal)
);

-- API tokens, and what a browser has been given. Only hashes are kept.
create table mail.tokens (
  hash       bytea primary key,
  team       text not null,
  name       text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  unique (team, name)
);
create table mail.sessions (
  hash       bytea primary key,
  purpose    text not null check (purpose in ('link', 'session')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
