-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "request_id" TEXT,
ADD COLUMN     "traceparent" TEXT;

-- CreateTable
CREATE TABLE "training_totals" (
    "shard" INTEGER NOT NULL,
    "epochs" BIGINT NOT NULL DEFAULT 0,
    "steps" BIGINT NOT NULL DEFAULT 0,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "waits" BIGINT NOT NULL DEFAULT 0,
    "wait_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "training_totals_pkey" PRIMARY KEY ("shard")
);

-- One row for each shard, and what was trained until now in the first of them.
INSERT INTO "training_totals" ("shard") SELECT generate_series(0, 15);
UPDATE "training_totals" SET "epochs" = "until_now"."epochs", "steps" = "until_now"."steps", "rows" = "until_now"."rows", "seconds" = "until_now"."seconds"
FROM (
    SELECT count(*) AS "epochs", coalesce(sum("duration_s"), 0) AS "seconds",
        coalesce(sum(("jobs"."progress"->>'steps')::bigint), 0) AS "steps",
        coalesce(sum(("jobs"."progress"->>'steps')::bigint * ("jobs"."fit"->>'batch_size')::bigint), 0) AS "rows"
    FROM "epoch_metrics" JOIN "jobs" ON "jobs"."id" = "epoch_metrics"."job_id"
) AS "until_now"
WHERE "shard" = 0;
