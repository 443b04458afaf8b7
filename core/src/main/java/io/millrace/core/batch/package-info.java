/**
 * Batches on the driver: which bytes belong to a batch ({@link io.millrace.core.batch.CutPolicy}),
 * what has become of it ({@link io.millrace.core.batch.BatchLedger}), and what nobody needs any
 * more ({@link io.millrace.core.batch.FloorTracker}). {@link io.millrace.core.batch.BatchFlow} runs
 * them together, event by event.
 */
@NullMarked
package io.millrace.core.batch;

import org.jspecify.annotations.NullMarked;
