import { verify } from '../store/chain.ts';
import { type Command, readArguments } from './command.ts';
import { withDatabase } from './open.ts';

export const verifyCommand: Command = {
  help: `onrecord verify [--head HASH] [--json]

Walks the hash chain of all stored messages and names the first that does not fit.
  --head HASH   a head that you noted earlier: the chain has to pass through it
Prints the head of now: note it somewhere else, and a later verify can show that nothing before it changed.`,
  run: async (args, io) => {
    const { values } = readArguments('verify', {
      args,
      options: { head: { type: 'string' }, json: { type: 'boolean' } },
    });
    return withDatabase(io, async ({ db }) => {
      const verdict = await verify(db, values.head?.toLowerCase());
      if (values.json) io.out(JSON.stringify(verdict));
      else if (verdict.sound) io.out(`${verdict.messages} messages, all sound. Head: ${verdict.head}`);
      else io.out(`Message at position ${verdict.position} does not fit: ${verdict.problem}.`);
      return verdict.sound ? 0 : 1;
    });
  },
};
