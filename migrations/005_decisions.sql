-- What was decided, or is to be. A row for each decision as it stands; its history is within, each step with the message that made it.
create table log.decisions (
  team       text not null,
  position   bigint not null,                        -- the message that made it
  ordinal    integer not null,                       -- its place among that message's
  number     integer,                                -- null while noted
  state      text not null check (state in ('noted', 'proposed', 'decided', 'contested', 'withdrawn', 'superseded')),
  thread     text not null,
  decider    text not null,
  decide_by  timestamptz,
  decided_at timestamptz,
  at         timestamptz not null,                   -- when it was first noted, proposed or decided
  decision   jsonb not null,
  primary key (team, position, ordinal),
  unique (team, number)
);
create index decisions_by_thread on log.decisions (thread);
create index decisions_open on log.decisions (team, decide_by) where state = 'proposed';

-- Messages that came before the one that they answer: they are read again directly after it.
create table log.waiting (
  team     text,
  parent   text not null,                            -- its Message-ID
  position bigint not null,
  primary key (parent, position)
);

-- "Off the record": what the archive's pages do not show, until the operator redacts it or puts it back.
create table log.hidden (
  team     text not null,
  position bigint primary key,                       -- what is hidden
  by       bigint not null,                          -- the message that says so
  member   text not null,
  at       timestamptz not null
);

-- Every message that speaks of a decision, for the message's page and for threads.
create index mentions_by_position on log.mentions (position);
