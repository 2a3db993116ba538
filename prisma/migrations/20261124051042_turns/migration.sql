-- Projects take turns.
ALTER TABLE "projects" ADD COLUMN "served_at" TIMESTAMPTZ(3);

CREATE INDEX "jobs_status_project_id_priority_id_idx" ON "jobs"("status", "project_id", "priority" DESC, "id");

CREATE INDEX "job_attempts_ending_ended_at_idx" ON "job_attempts"("ending", "ended_at");
