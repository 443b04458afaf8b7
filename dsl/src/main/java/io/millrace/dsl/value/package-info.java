/**
 * How the values of a job become bytes and back: the codecs that are derived from classes, for the
 * engine's use.
 */
@NullMarked
package io.millrace.dsl.value;

import org.jspecify.annotations.NullMarked;
