import { systemClock } from '../clock.ts';
import { currentPlan, teams } from '../kinds/plan/queries.ts';
import { createToken, revokeToken, TokenProblem } from '../web/tokens.ts';
import { type Command, readArguments, Usage } from './command.ts';
import { withDatabase } from './open.ts';

export const tokenCommand: Command = {
  help: `onrecord token create --team T --name N [--json]
onrecord token revoke --team T --name N [--json]

A token reads one team. It is printed once and kept as a hash: use it as "Authorization: Bearer TOKEN".`,
  run: async (args, io) => {
    const { values, positionals } = readArguments('token', {
      args,
      allowPositionals: true,
      options: { team: { type: 'string' }, name: { type: 'string' }, json: { type: 'boolean' } },
    });
    const { team, name, json } = values;
    const [action] = positionals;
    if (action !== 'create' && action !== 'revoke') throw new Usage('write token create or token revoke');
    if (!team || !name) throw new Usage(`token ${action} needs --team T and --name N`);
    return withDatabase(io, async ({ db }) => {
      if (!(await currentPlan(db, team))) {
        const known = await teams(db);
        io.err(
          `onrecord: there is no team "${team}". ${known.length > 0 ? `Known: ${known.join(', ')}` : 'Apply a plan first'}.`,
        );
        return 1;
      }
      try {
        if (action === 'revoke') {
          await revokeToken(db, team, name, systemClock());
          io.out(json ? JSON.stringify({ revoked: name }) : `Revoked ${name}.`);
          return 0;
        }
        const token = await createToken(db, team, name, systemClock());
        io.out(json ? JSON.stringify({ token }) : token);
        return 0;
      } catch (error) {
        if (!(error instanceof TokenProblem)) throw error;
        io.err(`onrecord: ${error.message}.`);
        return 1;
      }
    });
  },
};
