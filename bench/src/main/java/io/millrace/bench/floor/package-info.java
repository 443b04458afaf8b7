/**
 * What the machine can do without an engine: a plain thread a connection that reads, waits for the
 * batch's deadline, and does the job's work on what it has. Every latency of the engine is judged
 * beside it, in the same minutes, on the same connections, rate, records and interval.
 */
@NullMarked
package io.millrace.bench.floor;

import org.jspecify.annotations.NullMarked;
