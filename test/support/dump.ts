import { sql } from 'kysely';
import type { Db } from '../../src/db/database.ts';

/** Every row of every table of a schema, as sorted JSON lines: two equal dumps are equal logs. */
export async function dumpOf(db: Db, schema: 'log' | 'mail'): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = ${schema} order by 1`.execute(
    db,
  );
  const lines: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await sql<{
      row: object;
    }>`select to_jsonb(t) as row from ${sql.table(`${schema}.${name}`)} t`.execute(db);
    lines.push(...rows.rows.map(({ row }) => `${schema}.${name} ${JSON.stringify(row)}`).sort());
  }
  return lines.join('\n');
}
