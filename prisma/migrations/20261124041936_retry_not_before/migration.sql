-- A job that failed by the infrastructure is not tried again before this.
ALTER TABLE "jobs" ADD COLUMN "not_before" TIMESTAMPTZ(3);
