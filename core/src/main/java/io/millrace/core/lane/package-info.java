/** Bytes from worker to worker over a link that may drop, double or reorder: both of its ends. */
@NullMarked
package io.millrace.core.lane;

import org.jspecify.annotations.NullMarked;
