import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Setting, setting } from './setting.ts';

const id = encodeURIComponent('CAD1/x+7=Q@mail.example.com');

describe('a message that is off the record', () => {
  let here: Setting;
  beforeAll(async () => {
    here = await setting();
    const { position } = await here.database.db
      .selectFrom('log.messages')
      .select('position')
      .where('message_id', '=', 'CAD1/x+7=Q@mail.example.com')
      .executeTakeFirstOrThrow();
    await here.database.db
      .insertInto('log.hidden')
      .values({ team: 'reliability', position, by: position, member: 'ben@example.com', at: new Date() })
      .execute();
  });
  afterAll(() => here.close());

  it.each([`/t/reliability/messages/${id}`, `/api/teams/reliability/messages/${id}`])(
    'has none of its words at %s: neither line by line nor as what was recorded or asked',
    async (path) => {
      const response = await (await here.app({ open: true })).inject(path);
      expect(response.statusCode).toBe(200);
      expect(response.body).not.toMatch(/Retries down|backfill may miss|the importer/);
    },
  );
});
