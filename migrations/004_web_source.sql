-- A press on "unsubscribe" is a message as well: the page appends it (RFC 8058).
alter table mail.messages drop constraint messages_source_check;
alter table mail.messages add constraint messages_source_check
  check (source in ('imap', 'smtp', 'lmtp', 'import', 'plan', 'outbound', 'web'));
