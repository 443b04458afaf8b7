/**
 * {@code millrace bench}: how fast the engine is on this machine. Each benchmark is run several
 * times, in processes of its own; what it says is the median, beside the conditions.
 */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
