/**
 * What the engine is held against: a process of another kind that does the same work on the same
 * records, and says what it came to in the same words, be it a bare loop or another engine.
 */
@NullMarked
package io.millrace.bench.yardstick;

import org.jspecify.annotations.NullMarked;
