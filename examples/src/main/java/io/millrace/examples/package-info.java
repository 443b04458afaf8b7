/** One small program for each idea, to be read first and run second. */
@NullMarked
package io.millrace.examples;

import org.jspecify.annotations.NullMarked;
