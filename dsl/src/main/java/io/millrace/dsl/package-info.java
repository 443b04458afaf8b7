/**
 * What a user writes: a stream is described here, and becomes a plan that the engine runs; the
 * seams to sources and sinks are here too.
 */
@NullMarked
package io.millrace.dsl;

import org.jspecify.annotations.NullMarked;
