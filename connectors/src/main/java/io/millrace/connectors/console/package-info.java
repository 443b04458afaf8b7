/** Prints partitions on standard output. */
@NullMarked
package io.millrace.connectors.console;

import org.jspecify.annotations.NullMarked;
