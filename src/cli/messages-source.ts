import { z } from 'zod';
import type { Db } from '../db/database.ts';
import { DatabaseProblem } from '../db/database.ts';
import type { RunningDemo } from '../demo/running.ts';
import {
  answersTo,
  type MessageState,
  type MessageView,
  messageList,
  messagesById,
} from '../reading/queries.ts';
import * as shapes from '../web/api/shapes.ts';
import { showMessage } from '../web/api/show.ts';
import { askDemo } from './running-demo.ts';

/** Messages as the API gives them, wherever they are. */
export interface Messages {
  readonly list: (filter: Filter) => Promise<Listed[]>;
  /** Every message with this Message-ID, or at this position. */
  readonly named: (id: string) => Promise<Detailed[]>;
}

export interface Filter {
  readonly team: string | null;
  readonly state: MessageState | null;
  readonly limit: number;
}

export interface Listed extends z.output<typeof shapes.message> {
  readonly team: string | null;
}

export interface Detailed extends Listed {
  readonly member: string | null;
  readonly records: readonly object[];
  readonly questions: readonly object[];
  readonly refusals: readonly object[];
  readonly parts: readonly object[];
  readonly answers: readonly {
    readonly kind: string;
    readonly messageId: string;
    readonly outcome: string;
  }[];
}

export function inDatabase(db: Db): Messages {
  return {
    list: async ({ team, state, limit }) => {
      const messages = await messageList(db, team, state ? { state, limit } : { limit });
      return messages.map(listed);
    },
    named: async (id) => {
      const found: Detailed[] = [];
      for (const message of await messagesById(db, null, id)) found.push(await detailed(db, message));
      return found;
    },
  };
}

const listed = (message: MessageView): Listed => ({ ...showMessage(message), team: message.team });

async function detailed(db: Db, message: MessageView): Promise<Detailed> {
  const reading = await db
    .selectFrom('log.readings')
    .select(['member', 'records', 'questions', 'refusals', 'parts'])
    .where('position', '=', message.position)
    .orderBy('ordinal', 'desc')
    .executeTakeFirst();
  const answers = await answersTo(db, null, message.position);
  const nothing = { member: null, records: [], questions: [], refusals: [], parts: [] };
  return { ...listed(message), ...(reading ?? nothing), answers: answers.map(answer) };
}

const answer = ({ sent, messageId, outcome }: Pick<MessageView, 'sent' | 'messageId' | 'outcome'>) => ({
  kind: sent?.kind ?? '',
  messageId,
  outcome,
});

export function inDemo(demo: RunningDemo): Messages {
  const { team } = demo;
  const one = (id: string) =>
    askDemo(demo, `${team}/messages/${encodeURIComponent(id)}`, shapes.messageInFull);
  return {
    list: async (filter) => {
      if (filter.team !== null && filter.team !== team)
        throw new DatabaseProblem(`the demo at ${demo.url} has one team: ${team}`);
      const query = new URLSearchParams({ limit: String(Math.min(filter.limit, 500)) });
      if (filter.state) query.set('state', filter.state);
      const page = z.object({ items: z.array(shapes.message) });
      const found = await askDemo(demo, `${team}/messages?${query}`, page);
      return (found?.items ?? []).map((message) => ({ ...message, team }));
    },
    named: async (id) => {
      const message = await one(id);
      if (!message) return [];
      const answers: Detailed['answers'][number][] = [];
      for (const by of message.answeredBy) {
        const answering = await one(by);
        if (answering) answers.push(answer(answering));
      }
      return [{ ...message, team, member: null, answers }];
    },
  };
}
