/**
 * The record generator: a source that says when each record was due, so that a latency measured
 * against it cannot be flattered by a generator that waits for its reader.
 *
 * <pre>
 *  GenerateCommand -- GeneratorSettings --> RecordGenerator (accepts; ConnectionSeats says whom)
 *                                             |  one thread each
 *                                             v
 *     Pace (how many are due?) --------> GeneratorConnection --> socket
 *     FaultPlan (what goes wrong?) ---->      |        |
 *                                        RecordChunk  ScheduleWatch (how far behind?)
 *                                             |            |
 *     StampClock (whose moment?) -------> RecordLine   RunTally --> RunReport (stdout)
 * </pre>
 *
 * <p>Everything but the two threads' classes and the clock is plain arithmetic. Moments are
 * nanoseconds of {@link io.millrace.launcher.generate.RunClock}, which is zero when the generator
 * starts.
 */
@NullMarked
package io.millrace.launcher.generate;

import org.jspecify.annotations.NullMarked;
