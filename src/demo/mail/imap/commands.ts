import { messageCommands } from './message-commands.ts';
import { type Answer, bad, folderNamed, no, ok, type Session, select, tellChanges } from './session.ts';
import { listOf, type Token, textOf } from './tokens.ts';

export type Command = (session: Session, args: readonly Token[]) => Answer;

/** Needs a login? A mailbox? Checked before the command runs. */
interface Rule {
  readonly run: Command;
  readonly needs?: 'login' | 'mailbox';
}

const commands: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['CAPABILITY', { run: capability }],
  ['NOOP', { run: () => ok('nothing done') }],
  ['LOGOUT', { run: logout }],
  ['ID', { run: identify }],
  ['LOGIN', { run: login }],
  ['NAMESPACE', { run: namespace, needs: 'login' }],
  ['LIST', { run: list('LIST'), needs: 'login' }],
  ['LSUB', { run: list('LSUB'), needs: 'login' }],
  ['STATUS', { run: status, needs: 'login' }],
  ['SELECT', { run: open(false), needs: 'login' }],
  ['EXAMINE', { run: open(true), needs: 'login' }],
  ['CLOSE', { run: close, needs: 'mailbox' }],
  ...messageCommands.map(({ name, run, needs }): [string, Rule] => [name, { run, needs }]),
]);

/** Runs a command that is neither IDLE nor unknown to the protocol's states. */
export function runCommand(session: Session, name: string, args: readonly Token[]): Answer {
  const isUid = name === 'UID';
  const verb = isUid ? `UID ${textOf(args[0]).toUpperCase()}` : name;
  const rule = commands.get(verb);
  if (!rule) return bad(`${verb} is not supported here`);
  if (rule.needs && !session.account) return no('log in first');
  if (rule.needs === 'mailbox' && !session.selected) return bad('select a mailbox first');
  const answer = rule.run(session, isUid ? args.slice(1) : args);
  // RFC 9051 7.5.1: no EXPUNGE while a command by sequence numbers is answered.
  if (!['FETCH', 'STORE', 'SEARCH'].includes(verb)) tellChanges(session);
  return answer;
}

/** As the greeting and CAPABILITY list them. */
export function capabilities({ extensions }: Session): string {
  return ['IMAP4rev1', 'LITERAL+', ...extensions].join(' ');
}

function capability(session: Session): Answer {
  session.write(`* CAPABILITY ${capabilities(session)}`);
  return ok('that is all');
}

function logout(session: Session): Answer {
  session.write('* BYE until next time');
  return ok('bye');
}

function identify(session: Session): Answer {
  if (!session.extensions.has('ID')) return bad('ID is not supported here');
  session.write('* ID ("name" "onrecord embedded mail")');
  return ok('pleased to meet you');
}

function login(session: Session, args: readonly Token[]): Answer {
  const account = session.accounts.get(textOf(args[0]).toLowerCase());
  if (!account || account.password !== textOf(args[1])) {
    return no('[AUTHENTICATIONFAILED] wrong user or password');
  }
  session.account = account;
  return ok(`[CAPABILITY ${capabilities(session)}] welcome`);
}

function namespace(session: Session): Answer {
  if (!session.extensions.has('NAMESPACE')) return bad('NAMESPACE is not supported here');
  session.write('* NAMESPACE (("" "/")) NIL NIL');
  return ok('that is all');
}

function list(verb: 'LIST' | 'LSUB'): Command {
  return (session, args) => {
    const pattern = textOf(args[0]) + textOf(args[1]);
    if (pattern === '') session.write(`* ${verb} (\\Noselect) "/" ""`);
    const expression = new RegExp(`^${pattern.replace(/[^\w*%]/g, '\\$&').replace(/[*%]/g, '.*')}$`, 'i');
    for (const name of session.account?.folders.keys() ?? []) {
      if (expression.test(name)) session.write(`* ${verb} (\\HasNoChildren) "/" "${name}"`);
    }
    return ok('that is all');
  };
}

function status(session: Session, args: readonly Token[]): Answer {
  const [name, folder] = folderNamed(session, textOf(args[0]));
  if (!folder) return no('[NONEXISTENT] no such mailbox');
  const entries = folder.list();
  const values: Readonly<Record<string, number>> = {
    MESSAGES: entries.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext(),
    UIDVALIDITY: folder.uidValidity(),
    UNSEEN: entries.filter((entry) => !entry.flags.has('\\Seen')).length,
  };
  const asked = listOf(args[1]).map((token) => textOf(token).toUpperCase());
  session.write(`* STATUS "${name}" (${asked.map((key) => `${key} ${values[key] ?? 0}`).join(' ')})`);
  return ok('that is all');
}

function open(readOnly: boolean): Command {
  return (session, args) => {
    session.selected = null;
    const [name, folder] = folderNamed(session, textOf(args[0]));
    if (!folder) return no('[NONEXISTENT] no such mailbox');
    select(session, name, folder, readOnly);
    session.write('* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)');
    session.write(`* ${folder.list().length} EXISTS`);
    session.write('* 0 RECENT');
    session.write('* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)] flags that stay');
    session.write(`* OK [UIDVALIDITY ${folder.uidValidity()}] UIDs valid`);
    session.write(`* OK [UIDNEXT ${folder.uidNext()}] next UID`);
    return ok(readOnly ? '[READ-ONLY] examined' : '[READ-WRITE] selected');
  };
}

function close(session: Session): Answer {
  const { selected } = session;
  if (selected && !selected.readOnly) {
    for (const entry of selected.folder.list()) {
      if (entry.flags.has('\\Deleted')) selected.folder.remove(entry.uid);
    }
  }
  session.selected = null;
  return ok('closed');
}
