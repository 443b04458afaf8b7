package io.millrace.launcher.generate;

/**
 * Where a run stands at the end of a second.
 *
 * @param second how many seconds of the run are over
 * @param elapsedNanos since the run began
 * @param connections how many are live
 * @param records sent whole since the run began
 * @param bytes sent since the run began
 * @param rateMb since the last look, in 10^6 bytes a second
 * @param behindNanos of the connection that is furthest behind now
 * @param late whether in this second some connection was at no moment within 50 ms of its schedule
 */
record Progress(
    int second,
    long elapsedNanos,
    int connections,
    long records,
    long bytes,
    double rateMb,
    long behindNanos,
    boolean late) {}
