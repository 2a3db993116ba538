-- Where a job that was stopped in the middle of an epoch goes on.
CREATE TABLE "resume_points" (
    "job_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "resume_points_pkey" PRIMARY KEY ("job_id")
);

CREATE TABLE "resume_point_chunks" (
    "job_id" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "resume_point_chunks_pkey" PRIMARY KEY ("job_id","index")
);

ALTER TABLE "resume_points" ADD CONSTRAINT "resume_points_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "resume_point_chunks" ADD CONSTRAINT "resume_point_chunks_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "resume_points"("job_id") ON DELETE CASCADE ON UPDATE CASCADE;
