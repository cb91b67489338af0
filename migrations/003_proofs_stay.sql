-- Verdicts are kept like the messages that they are about: a truncate is refused as every other change is.
create trigger proofs_stay before truncate on mail.proofs for each statement execute function mail.refuse_change();
