/** A stage's work on one slot: the loop over records, and the bytes on both sides of a shuffle. */
@NullMarked
package io.millrace.core.task;

import org.jspecify.annotations.NullMarked;
