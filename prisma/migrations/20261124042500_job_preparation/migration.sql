-- What the first attempt of a job fitted on its training rows; later attempts, evaluate and predict apply the same.
ALTER TABLE "jobs" ADD COLUMN "preparation" JSONB;
