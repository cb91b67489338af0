import { parseMessage } from '../message/parse.ts';
import { createReader } from '../reading/read-next.ts';
import { rebuild } from '../reading/rebuild.ts';
import { type Command, readArguments } from './command.ts';
import { leading, withSettings } from './open.ts';

export const rebuildCommand: Command = {
  help: `onrecord rebuild [--json]

Empties log.* and reads all stored messages again, offline. Sends no mail. Until it is done, everybody else sees the log as it was.`,
  run: async (args, io) => {
    const { values } = readArguments('rebuild', { args, options: { json: { type: 'boolean' } } });
    return withSettings(io, async (database, config) => {
      const began = performance.now();
      const reader = createReader(parseMessage, config.MAIL_ADDRESS);
      const progress = (soFar: number) => {
        if (io.terminal || soFar % 1000 < 20) io.err(`${soFar} messages read`);
      };
      const read = await leading(database, () => rebuild(database.db, reader, progress));
      const seconds = (performance.now() - began) / 1000;
      if (values.json) io.out(JSON.stringify({ read, seconds: Number(seconds.toFixed(2)) }));
      else io.out(`${read} messages read anew in ${seconds.toFixed(1)} s. No mail was sent.`);
      return 0;
    });
  },
};
