/**
 * Everything that decides, as plain classes: which blocks form a batch, where a task goes, when to
 * try again, what to commit. Time, randomness and bytes come in from outside.
 *
 * <pre>
 * source -> receiver -> block -> block store -> batch -> scheduler -> task -> executor -> sink
 * </pre>
 */
@NullMarked
package io.millrace.core;

import org.jspecify.annotations.NullMarked;
