import { z } from 'zod'
import type { Incident } from './jobs.ts'

/** Sends one statement to the database. */
export type Sql = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** What is remembered beside the jobs. All of it can be lost: GitHub knows it too. */
export interface Ledger {
  readonly hasSeen: (delivery: string) => Promise<boolean>
  readonly markSeen: (delivery: string) => Promise<void>
  /** Remembers with which labels an issue was opened. */
  readonly noteOpening: (issue: IssueKey, labels: readonly string[]) => Promise<void>
  /** Those labels; null where its opening was not heard of. */
  readonly openingOf: (issue: IssueKey) => Promise<readonly string[] | null>
  /** Takes the turn to do what one process does for all; false where another has it, or it is not due. */
  readonly takeTurn: (name: string, everySeconds: number) => Promise<boolean>
  /** Makes it due, unless it was done within the last `leastSeconds`. */
  readonly hasten: (name: string, leastSeconds: number) => Promise<void>
  /**
   * Counts one more request for a failed delivery, by the number of its attempt that failed.
   *
   * @returns false where it was asked for often enough, or this failure was already answered by asking
   */
  readonly claimRedelivery: (guid: string, failed: string, most: number) => Promise<boolean>
  readonly markRedelivered: (guid: string) => Promise<void>
  /** Forgets what is old. */
  readonly forget: () => Promise<void>
}

type IssueKey = Pick<Incident, 'repositoryId' | 'issue'>

/** A command is answered and not executed when it is older than a day; deliveries are remembered for longer than that. */
const rememberedDays = 30
const schema = 'headwater'
const labelList = z.array(z.string())

/** Makes the tables, where they are not there. */
export async function openLedger(sql: Sql, clock: () => Date): Promise<Ledger> {
  await sql(tables)
  const isAny = async (text: string, values: unknown[]) => (await sql(text, values)).rows.length > 0
  return {
    hasSeen: (delivery) => isAny(`SELECT 1 FROM ${schema}.deliveries WHERE id = $1`, [delivery]),
    async markSeen(delivery) {
      await sql(`INSERT INTO ${schema}.deliveries (id, seen_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        delivery,
        clock(),
      ])
    },
    async noteOpening({ repositoryId, issue }, labels) {
      await sql(
        `INSERT INTO ${schema}.openings (repository, issue, labels, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [repositoryId, issue, JSON.stringify(labels), clock()],
      )
    },
    async openingOf({ repositoryId, issue }) {
      const { rows } = await sql(`SELECT labels FROM ${schema}.openings WHERE repository = $1 AND issue = $2`, [
        repositoryId,
        issue,
      ])
      return rows[0] ? labelList.parse(JSON.parse(String(rows[0].labels))) : null
    },
    // By the database's clock: processes may differ.
    takeTurn: (name, everySeconds) =>
      isAny(
        `INSERT INTO ${schema}.turns AS turn (name, began_at, due_at) VALUES ($1, now(), now() + $2 * interval '1 second')
        ON CONFLICT (name) DO UPDATE SET began_at = excluded.began_at, due_at = excluded.due_at
        WHERE turn.due_at <= now() RETURNING 1`,
        [name, everySeconds],
      ),
    async hasten(name, leastSeconds) {
      await sql(
        `UPDATE ${schema}.turns SET due_at = LEAST(due_at, began_at + $2 * interval '1 second') WHERE name = $1`,
        [name, leastSeconds],
      )
    },
    claimRedelivery: (guid, failed, most) =>
      // One that was counted and not sent, since its process was killed between the two, may be sent.
      isAny(
        `INSERT INTO ${schema}.redeliveries AS known (guid, times, failed, is_sent, asked_at) VALUES ($1, 1, $2, false, $4)
        ON CONFLICT (guid) DO UPDATE SET times = known.times + 1, failed = $2, is_sent = false, asked_at = $4
        WHERE known.times < $3 AND (known.failed <> $2 OR NOT known.is_sent) RETURNING 1`,
        [guid, failed, most, clock()],
      ),
    async markRedelivered(guid) {
      await sql(`UPDATE ${schema}.redeliveries SET is_sent = true WHERE guid = $1`, [guid])
    },
    async forget() {
      const before = new Date(clock().getTime() - rememberedDays * 24 * 60 * 60 * 1000)
      await sql(`DELETE FROM ${schema}.deliveries WHERE seen_at < $1`, [before])
      await sql(`DELETE FROM ${schema}.openings WHERE seen_at < $1`, [before])
      await sql(`DELETE FROM ${schema}.redeliveries WHERE asked_at < $1`, [before])
    },
  }
}

// Of processes that start at the same time, one makes them.
const tables = `
  BEGIN;
  SELECT pg_advisory_xact_lock(hashtext('${schema}'));
  CREATE SCHEMA IF NOT EXISTS ${schema};
  CREATE TABLE IF NOT EXISTS ${schema}.deliveries (id text PRIMARY KEY, seen_at timestamptz NOT NULL);
  CREATE TABLE IF NOT EXISTS ${schema}.openings (
    repository bigint, issue integer, labels text NOT NULL, seen_at timestamptz NOT NULL, PRIMARY KEY (repository, issue));
  CREATE TABLE IF NOT EXISTS ${schema}.turns (name text PRIMARY KEY, began_at timestamptz NOT NULL, due_at timestamptz NOT NULL);
  CREATE TABLE IF NOT EXISTS ${schema}.redeliveries (
    guid text PRIMARY KEY, times integer NOT NULL, failed text NOT NULL, is_sent boolean NOT NULL, asked_at timestamptz NOT NULL);
  COMMIT;
`
