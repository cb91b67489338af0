-- log.*: what was read. Every row can be derived again from mail.*; nothing here has a clock or a sequence of its own.
create schema log;

-- One row for each proof that was read: how, and what came of it.
create table log.readings (
  ordinal   bigint primary key,                      -- of mail.proofs
  position  bigint not null,
  team      text,
  member    text,                                    -- the author's address in the plan
  kinds     text[] not null,
  outcome   text not null check (outcome in ('recorded', 'ignored', 'held', 'unreadable', 'failed')),
  reason    text,
  records   jsonb not null,
  questions jsonb not null,
  refusals  jsonb not null,
  parts     jsonb not null,                          -- line by line: whose, and by which rule
  reader    integer not null
);
create index readings_by_position on log.readings (position);

-- The headers of every message, in and out, and its thread.
create table log.messages (
  position     bigint primary key,
  direction    text not null,
  message_id   text not null,                        -- without angle brackets; ours where the message has none
  from_name    text not null,
  from_address text not null,
  subject      text not null,
  base_subject text not null,
  sent_at      timestamptz,                          -- its Date
  received_at  timestamptz not null,
  thread       text not null,                        -- the root's message id
  automatic    text,
  team         text
);
create index messages_by_id on log.messages (message_id);
create index messages_by_thread on log.messages (thread, position);

create table log.plans (
  team       text not null,
  position   bigint not null,
  applied_at timestamptz not null,
  member     text,                                   -- the lead who mailed it; null from the command
  yaml       text not null,
  plan       jsonb not null,
  primary key (team, position)
);

-- Values that both the file and a mail may set. The last position wins; all of them are a course.
create table log.plan_values (
  team     text not null,
  name     text not null,                            -- key-result/2026-Q4/KR1, sprint-goal/2026-Q4/3, away/ana@example.com
  position bigint not null,
  source   text not null check (source in ('file', 'mail')),
  member   text,
  at       timestamptz not null,
  value    jsonb not null,
  primary key (team, name, position)
);

-- Every version of every person's update. The highest version is the one that stands.
create table log.updates (
  team        text not null,
  week        text not null,
  member      text not null,
  version     integer not null,
  position    bigint not null,
  received_at timestamptz not null,
  answers     jsonb not null,
  notes       text not null,
  epics       text[] not null,
  late        boolean not null,
  repeats     text,                                  -- the week whose answers it repeats
  primary key (team, week, member, version)
);
create index updates_by_position on log.updates (position);

create table log.risks (
  team              text not null,
  number            integer not null,
  text              text not null,
  epic              text,
  member            text not null,
  week              text,                            -- of the update that lists it; null when it came by itself
  position          bigint not null,
  since             timestamptz not null,
  resolved_at       timestamptz,
  resolved_by       text,
  resolved_position bigint,
  replaced          boolean not null default false,  -- its update was corrected and no longer says it
  primary key (team, number)
);

create table log.notes (
  team     text not null,
  position bigint not null,
  week     text not null,
  member   text not null,
  at       timestamptz not null,
  text     text not null,
  primary key (team, position)
);

-- Messages that mention a record without making it: corrections, the end of a risk, the same risk again.
create table log.mentions (
  team     text not null,
  record   text not null,                            -- R-4, update/2026-W47/ana@example.com
  position bigint not null,
  primary key (team, record, position)
);
