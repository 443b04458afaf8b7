package io.millrace.dsl;

/**
 * One run of a job, from its submission to its end, whichever driver and workers carry it. Its
 * batches are numbered anew, so what a sink remembers of another run says nothing about this one.
 *
 * @param epoch of the driver that took the submission
 * @param job number of the job under that driver
 */
public record RunId(long epoch, long job) {}
