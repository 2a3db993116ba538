-- The attempt after which max_duration_s counts.
ALTER TABLE "jobs" ADD COLUMN "counted_after" INTEGER NOT NULL DEFAULT 0;

-- One time that a worker took a job up.
CREATE TABLE "job_attempts" (
    "job_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "worker_id" TEXT NOT NULL,
    "from_epoch" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ending" TEXT,
    "detail" TEXT,

    CONSTRAINT "job_attempts_pkey" PRIMARY KEY ("job_id","number")
);

ALTER TABLE "job_attempts" ADD CONSTRAINT "job_attempts_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
